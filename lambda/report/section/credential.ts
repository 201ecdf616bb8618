// Whose credential it is, and what the alerts have said.
import { type Cell, type Section, tableOr } from "../document.ts";
import type { ReportForm } from "../form.ts";
import { shortTime } from "../short-time.ts";

export function credentialSection({ incident, alerts }: ReportForm): Section {
  const { id, account, principal, openedAt, cutoff, containedAt, liftedAt, status, proof } = incident;
  const known = Object.entries(SHOWN).flatMap(([member, name]) => {
    const value = principal[member];
    return typeof value === "string" ? [{ name, value: { code: value } }] : [];
  });
  return {
    id: "credential",
    title: "The credential and the alerts",
    blocks: [
      {
        kind: "facts",
        facts: [
          { name: "Incident", value: { code: id } },
          { name: "Account", value: { code: account } },
          ...known,
          { name: "Status, proof", value: `${status}, ${proof}` },
          { name: "Opened", value: { code: openedAt } },
          { name: "Cutoff", value: { code: cutoff } },
          { name: "First deny", value: containedAt === undefined ? "none" : { code: containedAt } },
          { name: "Lifted", value: liftedAt === undefined ? "not lifted" : { code: liftedAt } },
        ],
      },
      ...tableOr(
        "There is no alert.",
        ["Source", "What it says", "Severity", "Key", "Misuse seen last"],
        alerts.map(rowOf),
      ),
    ],
  };
}

const SHOWN = {
  kind: "Kind",
  name: "Name",
  arn: "ARN",
  id: "Unique id",
  session: "Session",
  issuer: "Issuer",
  said: "As it was said",
};

function rowOf(alert: ReportForm["alerts"][number]): readonly Cell[] {
  const text = (name: string) =>
    typeof alert[name] === "string" || typeof alert[name] === "number" ? String(alert[name]) : "";
  const wished = text("wishedBy");
  return [
    wished === "" ? text("source") : `${text("source")}, wished by ${wished}`,
    [text("title"), text("note")].filter((part) => part !== "").join(" "),
    text("severity"),
    { code: text("accessKeyId") },
    { code: shortTime(text("lastSeen")) },
  ];
}
