// The steps of an incident: what was changed in AWS, whether it still stands, and its text.
import { html } from "hono/html";
import { LATEST_REQUESTS } from "../../abridge.ts";
import type { Presented } from "../../answers.ts";
import type { IncidentStep } from "../../incident.ts";
import { type Step, stepTarget } from "../../steps.ts";
import { stepPlace, stepWords } from "../../words/step-words.ts";
import { facts } from "./facts.ts";
import { code, type Html, jsonText, said } from "./html-text.ts";
import { moment } from "./moment.ts";
import { policyChange } from "./policy-change.ts";

export function stepsSection({ steps, plan = [], pending, status }: Presented, now: number): Html {
  const planned = status === "refused" || status === "awaiting-approval" ? plan : [];
  if (steps.length + planned.length + pending.length === 0) return html`<p>No step was taken.</p>`;
  return html`${steps.map((step) => stepTaken(step, now))}
${planned.length === 0 ? "" : html`<h3>${status === "refused" ? "What would have been done" : "What a yes does"}</h3>${stepList(planned)}`}
${pending.length === 0 ? "" : html`<h3>On the way</h3>${stepList(pending)}`}`;
}

/** Steps in words, for what is planned. */
export function stepList(steps: readonly Step[]): Html {
  return html`<ol class="steps">${steps.map((step) => html`<li>${said(sentence(step))} <code class="quiet">${step.type}</code></li>`)}</ol>`;
}

const STANDS: Readonly<Record<IncidentStep["status"], Html>> = {
  applied: html`<span class="mark good"><span aria-hidden="true">●</span> in force</span>`,
  undone: html`<span class="mark ended"><span aria-hidden="true">○</span> undone</span>`,
  kept: html`<span class="mark warning"><span aria-hidden="true">●</span> kept until a person undoes it</span>`,
};

function stepTaken(taken: IncidentStep, now: number): Html {
  const { step, status, before, wrote, appliedAt } = taken;
  return html`<article class="step" data-key="${stepTarget(step)}">
<h3>${said(sentence(step))}</h3>
<p>${STANDS[status]} <code class="quiet">${step.type}</code></p>
${facts([
  ["On", said(stepPlace(step))],
  ["Written", moment(appliedAt, now)],
  ["AWS's request ids", requestWords(taken)],
])}
${policyChange(before, wrote)}
<details data-key="data"><summary>The step as data</summary><pre tabindex="0"><code>${jsonText(step)}</code></pre></details>
</article>`;
}

function sentence(step: Step): string {
  const words = stepWords(step);
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}`;
}

function requestWords({ requestIds, requests: all = requestIds.length }: IncidentStep): Html | undefined {
  if (requestIds.length === 0) return undefined;
  const latest = requestIds.slice(-LATEST_REQUESTS);
  return html`${latest.length === all ? "" : `the latest ${latest.length} of ${all}, the report has all: `}${latest.map((id) => html`${code(id)} `)}`;
}
