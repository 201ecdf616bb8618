// The sessions of an incident as a table: what has leaked, what was opened with it, and what it was seen to do.
import { html } from "hono/html";
import type { Presented } from "../../answers.ts";
import type { Sureness } from "../../trace/graph.ts";
import { who, whose } from "../../words/whose.ts";
import { code, type Html, said } from "./html-text.ts";
import { instant, moment } from "./moment.ts";
import { stepList } from "./steps-section.ts";
import { table } from "./table.ts";

type Session = Presented["sessions"][number];

export function sessionsTable({ sessions }: Presented): Html {
  return table({
    caption: "Sessions and keys of this incident",
    columns: ["Whose", "Key", "How it is known", "Issued", "Good until", "Calls", "From", "With"],
    rows: sessions.map(sessionRow),
  });
}

function sessionRow(session: Session) {
  const { principal, accessKeyId, issuedAt } = session;
  const seen = "calls" in session ? session : undefined;
  const expiresAt = "expiresAt" in session ? session.expiresAt : undefined;
  return [
    said(who(principal)),
    accessKeyId === undefined ? "" : code(accessKeyId),
    "how" in session ? HOW[session.how] : "an alert names it",
    issuedAt === undefined ? "" : instant(issuedAt),
    expiresAt === undefined ? "" : instant(expiresAt),
    seen?.calls ?? "",
    said((seen?.sourceIps ?? []).join(", ")),
    said((seen?.userAgents ?? []).join(", ")),
  ];
}

const HOW: Readonly<Record<Sureness, string>> = {
  alert: "an alert names it",
  issued: "opened by the one before it",
  likely: "likely: a person decides",
};

/** Whom a person is asked about, beside the incident's own principal. */
export function questionsSection({ questions }: Presented, now: number): Html {
  return html`${questions.map(
    ({
      alert,
      because,
      askedAt,
      plan,
    }) => html`<article class="item"><h3>${said(whose(alert.principal, alert.account))}</h3>
<p>${said(because.join(" "))} Asked ${moment(askedAt, now)}.</p><p>A yes does this:</p>${stepList(plan)}</article>`,
  )}`;
}

const CHANGER = {
  intruder: "the intruder: a credential of the incident",
  tool: "a tool, as it says itself",
  other: "somebody else",
} as const;

/** Who has undone steps, and which tool has to be told. */
export function tamperSection({ tampering = [] }: Presented): Html {
  const tools = new Map(tampering.flatMap(({ tool }) => (tool ? [[tool.name, tool] as const] : [])));
  return html`${table({
    caption: "Steps that somebody undid",
    columns: ["When", "By", "Who that is", "Call", "From", "Event"],
    rows: tampering.map(({ calledAt, by, who: kind, call, sourceIp, userAgent, event }) => [
      instant(calledAt),
      said(by),
      CHANGER[kind],
      said(call),
      said([sourceIp, userAgent].filter((part) => part !== undefined).join(", ")),
      code(event),
    ]),
  })}
${[...tools.values()].map(({ name, again, tell }) => html`<p><strong>${name}</strong>: ${again} ${tell}</p>`)}`;
}
