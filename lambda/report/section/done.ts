// What was done with the credential: what it opened, from where it called, and calls that a person has to look at.
import { type Cell, listOf, type Section, tableOr } from "../document.ts";
import type { ReportForm } from "../form.ts";
import { shortTime } from "../short-time.ts";

export function doneSection({ sessions, lookAt }: ReportForm, svg: string): Section {
  const places = sessions.filter(({ sourceIps, userAgents }) => sourceIps.length + userAgents.length > 0);
  return {
    id: "what-was-done",
    title: "What was done with it",
    blocks: [
      { kind: "figure", svg, caption: "Each card is a credential. From left to right: what it opened." },
      ...tableOr(
        "No credential is known.",
        ["Whose", "Key", "How it is known", "Issued", "Ends", "Calls", "What became of it"],
        sessions.map(rowOf),
      ),
      ...(places.length === 0
        ? []
        : [
            {
              kind: "table",
              head: ["Key", "First call", "Last call", "Called from", "User agents (the caller's own words)"],
              rows: places.map(({ accessKeyId, node, firstSeen, lastSeen, sourceIps, userAgents }): readonly Cell[] => [
                { code: accessKeyId ?? node ?? "" },
                { code: shortTime(firstSeen) },
                { code: shortTime(lastSeen) },
                { code: sourceIps.join(", ") },
                { code: userAgents.join("; ") },
              ]),
            } as const,
          ]),
      ...listOf(
        "Calls that may have changed something, and of which nobody knows what they leave; each is to be looked at:",
        lookAt.map((item) => ({
          code: [item["call"] ?? item["what"], item["region"], item["firstAt"]]
            .filter((part) => typeof part === "string")
            .join(" · "),
        })),
      ),
    ],
  };
}

const ORIGIN = {
  leaked: "an alert names it",
  undid: "it undid a step",
  opened: "CloudTrail shows it",
  likely: "likely, by circumstance",
} as const;

function rowOf({
  whose,
  accessKeyId,
  origin,
  issuedAt,
  expiresAt,
  calls,
  fate,
  at,
  letThrough,
}: ReportForm["sessions"][number]): readonly Cell[] {
  const since = at === undefined ? "" : ` ${shortTime(at)}`;
  const became = letThrough
    ? `LET THROUGH after its deny${since}`
    : {
        dead: `denied${since}`,
        ended: `ended by itself${since}`,
        asked: "not denied: a person is asked",
        alive: "not denied",
      }[fate];
  return [
    whose,
    { code: accessKeyId ?? "" },
    ORIGIN[origin],
    { code: shortTime(issuedAt) },
    { code: shortTime(expiresAt) },
    calls === undefined ? "not read" : String(calls),
    became,
  ];
}
