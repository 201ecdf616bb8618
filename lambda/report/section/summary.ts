// The first section: the incident in a minute.
import type { Block, Section } from "../document.ts";
import type { ReportForm } from "../form.ts";

export function summarySection({ summary, incident, next }: ReportForm): Section {
  return {
    id: "summary",
    title: "Summary",
    blocks: [
      { kind: "standing", tone: toneOf(incident), text: incident.whereItStands },
      { kind: "facts", facts: summary.map(({ question, answer }) => ({ name: question, value: answer })) },
      ...(next.length === 0
        ? []
        : [{ kind: "paragraph", text: "To do, the most urgent first:" } as const, ...next.flatMap(nextBlocks)]),
    ],
  };
}

function nextBlocks({ what, command }: ReportForm["next"][number]): readonly Block[] {
  const text: Block = { kind: "list", items: [what] };
  return command === undefined ? [text] : [text, { kind: "code", caption: "", text: command }];
}

function toneOf({ status, proof }: ReportForm["incident"]): "good" | "bad" | "open" {
  if (status === "failed" || status === "awaiting-approval" || proof === "leaking") return "bad";
  return status === "lifted" || (status === "contained" && proof === "proven") ? "good" : "open";
}
