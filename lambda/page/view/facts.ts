// Facts as a list of terms and what they are.
import { html } from "hono/html";
import type { Html } from "./html-text.ts";

export type Fact = readonly [term: string, is: Html | string | number | undefined];

/** Those that are not known are left out. */
export function facts(list: readonly Fact[]): Html {
  const known = list.filter(([, is]) => is !== undefined && is !== "");
  return html`<dl class="facts">${known.map(([term, is]) => html`<div><dt>${term}</dt><dd>${is}</dd></div>`)}</dl>`;
}
