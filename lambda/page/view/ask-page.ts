// The question before an answer or a lift: what it will do, why one does it, and a confirmation.
import { html } from "hono/html";
import type { Presented } from "../../answers.ts";
import { type Step, stepTarget } from "../../steps.ts";
import { stepPlace, stepWords } from "../../words/step-words.ts";
import { whereItStands } from "../../words/where-it-stands.ts";
import { type Html, said } from "./html-text.ts";
import { titleOf } from "./incident-list.ts";
import { notice, type Told } from "./layout.ts";
import { marks } from "./marks.ts";
import { stepList } from "./steps-section.ts";

export const ASKINGS = ["approve", "reject", "lift"] as const;
export type Asking = (typeof ASKINGS)[number];

export type AskProps = {
  readonly asking: Asking;
  readonly incident: Presented;
  readonly token: string;
  /** What was wrong with the last try. */
  readonly problem?: string | undefined;
  readonly reason?: string | undefined;
};

export function askPage({ asking, incident, token, problem, reason = "" }: AskProps): Html {
  const path = `/incidents/${encodeURIComponent(incident.id)}`;
  const { title, does, confirm, button, isReasonNeeded } = QUESTIONS[asking];
  const told: Told | undefined = problem === undefined ? undefined : { tone: "danger", words: problem };
  return html`<p class="crumbs"><a href="${path}">Back to the incident</a></p>
<h1>${title}: ${said(titleOf(incident))}</h1>
<p class="standing">${marks(incident)} <span>${said(whereItStands(incident), 1000)}</span></p>
${told ? notice(told) : ""}
<h2>What it does</h2>
${does(incident)}
<form class="ask" method="post" action="${path}/${asking}">
<input type="hidden" name="token" value="${token}">
<label for="reason">Reason${isReasonNeeded ? "" : " (may be left out)"}</label>
<textarea id="reason" name="reason" rows="3" maxlength="1000"${isReasonNeeded ? html` required` : ""} aria-describedby="reason-hint">${reason}</textarea>
<p id="reason-hint" class="quiet">It goes on record with your name, as AWS says it: the credentials of this page sign a proof of who you are.</p>
${asking === "lift" ? html`<label class="check"><input type="checkbox" name="falseAlarm" value="yes"> A false alarm: alerts of the same kind about the same principal are refused for a while</label>` : ""}
<label class="check"><input type="checkbox" name="confirm" value="yes" required> ${confirm}</label>
<p><button type="submit" class="${asking === "reject" ? "" : "danger"}">${button}</button> <a href="${path}">Cancel</a></p>
</form>`;
}

type Question = {
  readonly title: string;
  does(incident: Presented): Html;
  readonly confirm: string;
  readonly button: string;
  readonly isReasonNeeded: boolean;
};

const QUESTIONS: Readonly<Record<Asking, Question>> = {
  approve: {
    title: "Approve",
    does: (incident) =>
      html`<p>These steps are taken at once. Whoever works with the credential rightly is cut off as well, until they sign in again or get a new key. Cutoffs move ahead to the moment of your yes.</p>${stepList(askedAbout(incident))}`,
    confirm: "I have looked at the steps: take them.",
    button: "Approve and contain",
    isReasonNeeded: false,
  },
  reject: {
    title: "Reject",
    does: (incident) =>
      html`<p>Nothing is touched, and the credential works on. This would have been done:</p>${stepList(askedAbout(incident))}`,
    confirm: "The credential may work on.",
    button: "Reject",
    isReasonNeeded: true,
  },
  lift: {
    title: "Lift",
    does: ({
      steps,
    }) => html`<p>These steps are undone, newest first, back to what was there before. Whatever session they deny and has not expired works again; a key that was made inactive is active again.</p>
<ol class="steps">${steps
      .filter(({ status }) => status !== "undone")
      .toReversed()
      .map(({ step }) => html`<li>${said(undoWords(step))} <code class="quiet">${step.type}</code></li>`)}</ol>`,
    confirm: "Whoever holds the leaked credential may get in again, if it has not expired.",
    button: "Lift the containment",
    isReasonNeeded: true,
  },
};

function undoWords(step: Step): string {
  return `No longer ${stepWords(step)} (${stepPlace(step)})`;
}

/** Of the incident's own principal, or of whoever was found since. */
function askedAbout({ status, plan = [], questions }: Presented): readonly Step[] {
  const steps = status === "awaiting-approval" ? plan : questions.flatMap((question) => question.plan);
  return [...new Map(steps.map((step) => [stepTarget(step), step])).values()];
}
