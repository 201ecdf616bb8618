// The state of an incident as marks: each a sign, words and a colour.
import { html } from "hono/html";
import type { Standing } from "../../ledger/urgency.ts";
import { marksOf } from "../standing.ts";
import type { Html } from "./html-text.ts";

export function marks(standing: Standing): Html {
  return html`${marksOf(standing).map(
    ({ sign, words, tone }) =>
      html`<span class="mark ${tone}"><span aria-hidden="true">${sign}</span> ${words}</span> `,
  )}`;
}
