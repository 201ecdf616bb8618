// What a step wrote, as text and as the difference to what was there before.
import { html } from "hono/html";
import { lineDiff } from "../line-diff.ts";
import { type Html, wholeText } from "./html-text.ts";

/** Each kind of step has its own form for `before` and `wrote`: a policy as a rule, a word or an id else. */
export function policyChange(before: string | null, wrote: string): Html {
  const [old, young] = [before === null ? [] : linesOf(before), linesOf(wrote)];
  const isLong = old.length > MOST_LINES || young.length > MOST_LINES;
  return html`<details data-key="change"><summary>${before === null ? "What was written; nothing was there before" : "What changed"}</summary>
${isLong ? html`<p>Too long to be compared: both texts are below.</p>` : difference(old, young)}</details>
<details data-key="text"><summary>The text as it was written${before === null ? "" : ", and the one before"}</summary>
<pre tabindex="0"><code>${young.join("\n")}</code></pre>${before === null ? "" : html`<p>Before:</p><pre tabindex="0"><code>${old.join("\n")}</code></pre>`}</details>`;
}

const MOST_LINES = 2_000;

const SIGNS = { same: " ", out: "−", in: "+" } as const;
const SPOKEN = { same: "", out: "taken out: ", in: "put in: " } as const;

function difference(before: readonly string[], after: readonly string[]): Html {
  const lines = lineDiff(before, after);
  return html`<pre class="diff" tabindex="0"><code>${lines.map(
    ({ is, line }) =>
      html`<span class="${is}"><span aria-hidden="true">${SIGNS[is]} </span>${SPOKEN[is] === "" ? "" : html`<span class="spoken">${SPOKEN[is]}</span>`}${line}\n</span>`,
  )}</code></pre>`;
}

/** A policy as people read it; anything else as it is. */
function linesOf(text: string): readonly string[] {
  return wholeText(pretty(text)).split("\n");
}

function pretty(text: string): string {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null ? JSON.stringify(value, null, 2) : text;
  } catch {
    return text;
  }
}
