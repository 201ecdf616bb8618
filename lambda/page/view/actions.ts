// What a person can do about an incident, as links to pages that ask and buttons that act.
import { html } from "hono/html";
import type { Presented } from "../../answers.ts";
import { REPORTS } from "../report-formats.ts";
import type { Asking } from "./ask-page.ts";
import type { Html } from "./html-text.ts";

export type ActionsProps = {
  readonly incident: Presented;
  readonly token: string;
  readonly hasReport: boolean;
};

export function actions({ incident, token, hasReport }: ActionsProps): Html {
  const path = `/incidents/${encodeURIComponent(incident.id)}`;
  const formats = hasReport ? REPORTS : [];
  return html`<div class="actions">
${possible(incident).map(({ asking, words }) => html`<a class="button${asking === "approve" ? " danger" : ""}" href="${path}/${asking}">${words}</a>\n`)}
${incident.status === "contained" ? html`<form method="post" action="${path}/verify"><input type="hidden" name="token" value="${token}"><button type="submit">Prove now</button></form>` : ""}
<span class="reports">${formats.length > 0 ? html`Report: ${formats.map(({ format, words }) => html`<a href="${path}/report?format=${format}">${words}</a> `)}` : ""}<a href="/api${path}">Raw JSON</a></span>
</div>`;
}

type Possible = { readonly asking: Asking; readonly words: string };

/** The responder decides; what it would surely refuse is not offered. */
function possible({ status, questions, steps }: Presented): readonly Possible[] {
  const isAsked =
    status === "awaiting-approval" || (questions.length > 0 && status !== "lifted" && status !== "refused");
  const mayLift = status === "contained" || status === "failed" || steps.some((step) => step.status === "kept");
  return [
    ...(isAsked
      ? ([
          { asking: "approve", words: "Approve…" },
          { asking: "reject", words: "Reject…" },
        ] as const)
      : []),
    ...(mayLift ? [{ asking: "lift", words: "Lift…" } as const] : []),
  ];
}
