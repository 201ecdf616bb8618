// A page for what went wrong: what, why, what to do.
import { html } from "hono/html";
import type { Failure } from "../failure.ts";
import { type Html, said } from "./html-text.ts";

export function failurePage({ what, why, todo }: Pick<Failure, "what" | "why" | "todo">): Html {
  return html`<h1>${what}</h1>
<p class="notice danger" role="alert">${said(why, 1000)}</p>
<h2>What to do</h2>
<p>${todo}</p>
<p><a href="/">To the incidents</a></p>`;
}

export function notFoundPage(what: string): Html {
  return html`<h1>There is no such ${what}</h1>
<p>Perhaps the address was cut short, or the incident is in another account or Region than the one that this page was started for.</p>
<p><a href="/">To the incidents</a></p>`;
}
