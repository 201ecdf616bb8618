// What a containment would do, for whom, who else uses it and what it does not stop; and the question whether to do it.
import { html } from "hono/html";
import type { Planned, Refused } from "../../answers.ts";
import type { PrincipalUse } from "../../principal-use.ts";
import { whose } from "../../words/whose.ts";
import type { Wish } from "../wish.ts";
import { type Html, jsonText, said } from "./html-text.ts";
import { notice } from "./layout.ts";
import { instant } from "./moment.ts";
import { stepList } from "./steps-section.ts";
import { table } from "./table.ts";

export type PlannedWish = { readonly wish: Wish; readonly planned: Planned | Refused };

export function planPage(plans: readonly PlannedWish[], token: string): Html {
  return html`<p class="crumbs"><a href="/contain">Back to the form</a></p>
<h1>What would be done</h1>
<p>Nothing has been touched yet.</p>
${plans.map((plan, index) => html`<section class="plan" aria-labelledby="plan-${index}">${onePlan(plan, token, index)}</section>`)}`;
}

function onePlan({ wish, planned }: PlannedWish, token: string, index: number): Html {
  if ("refused" in planned) {
    return html`<h2 id="plan-${index}">It would be refused</h2>${notice({ tone: "warning", words: planned.refused })}<p>${said(wish.reason, 1000)}</p>`;
  }
  const { account, principal, verdict, steps, use, limits } = planned;
  const isRefused = verdict.type === "refuse";
  return html`<h2 id="plan-${index}">${said(upper(whose(principal, account)))}</h2>
${isRefused ? notice({ tone: "warning", words: `It would be refused: ${verdict.because.join(" ")}` }) : ""}
${verdict.type === "contain" && verdict.despite ? notice({ tone: "warning", words: `Without your word a person would be asked: ${verdict.despite.join(" ")}` }) : ""}
<h3>${isRefused ? "What a containment would have been" : "What is denied"}</h3>
${steps.length === 0 ? html`<p>No step would be taken.</p>` : stepList(steps)}
${use ? html`<h3>Who else uses it</h3>${usedBy(use)}` : ""}
${limits.length === 0 ? "" : html`<h3>What it does not stop</h3><ul>${limits.map((limit) => html`<li>${said(limit, 1000)}</li>`)}</ul>`}
<details data-key="plan-${index}"><summary>The plan as data</summary><pre tabindex="0"><code>${jsonText(planned)}</code></pre></details>
${isRefused || steps.length === 0 ? "" : confirmForm(wish, token, index)}`;
}

function usedBy({ workloads, lastDay, unknown }: PrincipalUse): Html {
  const nobody = workloads.length === 0 && (lastDay?.users.length ?? 0) === 0;
  return html`${nobody ? html`<p>Nobody else was seen.</p>` : ""}
${table({
  caption: "Instances and functions that run under it: they stand still until they have fresh credentials",
  columns: ["What", "Region", "Fresh credentials by"],
  rows: workloads.map(({ kind, id, region, refresh }) => [
    html`${kind} ${said(id)}`,
    said(region),
    html`<code>${said(refresh, 1000)}</code>`,
  ]),
})}
${table({
  caption: `Who opened sessions in the last day (sessions: ${lastDay?.sessions ?? 0}): they sign in again`,
  columns: ["Who", "Sessions", "Last one"],
  rows: (lastDay?.users ?? []).map(({ who, sessions, lastAt }) => [said(who), sessions, instant(lastAt)]),
})}
${lastDay?.more ? html`<p>and ${lastDay.more} more.</p>` : ""}
${unknown.length === 0 ? "" : html`<p>Not known:</p><ul>${unknown.map((text) => html`<li>${said(text)}</li>`)}</ul>`}`;
}

function confirmForm(wish: Wish, token: string, index: number): Html {
  return html`<form class="ask" method="post" action="/contain">
<input type="hidden" name="token" value="${token}">
<input type="hidden" name="wish" value="${JSON.stringify(wish)}">
<p>Reason on record: ${said(wish.reason, 1000)}</p>
<label class="check"><input type="checkbox" name="confirm" value="yes" required id="confirm-${index}"> I have looked at the plan: contain it now.</label>
<p><button type="submit" class="danger">Contain</button> <a href="/contain">Cancel</a></p>
</form>`;
}

function upper(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
