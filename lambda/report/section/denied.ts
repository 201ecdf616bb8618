// What was denied and when, with the policies before and after; who undid it, and what put it back.
import { type Block, type Cell, listOf, type Section } from "../document.ts";
import type { ReportForm } from "../form.ts";

export function deniedSection({ steps, plan, tampering }: ReportForm): Section {
  return {
    id: "what-was-denied",
    title: "What was denied, and when",
    blocks: [
      ...(steps.length === 0
        ? [{ kind: "paragraph", text: "Nothing was denied." } as const]
        : steps.flatMap(stepBlocks)),
      ...listOf("What would be done:", plan),
      ...tamperBlocks(tampering),
    ],
  };
}

const STATUS = {
  applied: "in place",
  undone: "lifted",
  kept: "kept after the lift, until a person undoes it",
} as const;

function stepBlocks({
  what,
  status,
  appliedAt,
  cutoff,
  before,
  wrote,
  requestIds,
  type,
}: ReportForm["steps"][number]): readonly Block[] {
  return [
    { kind: "paragraph", text: `To ${what}:` },
    {
      kind: "facts",
      facts: [
        { name: "Step", value: `${type}, ${STATUS[status]}` },
        { name: "Written last", value: { code: appliedAt } },
        ...(cutoff === undefined ? [] : [{ name: "Cutoff", value: { code: cutoff } }]),
        { name: "AWS's request ids", value: { code: requestIds.join(", ") } },
      ],
    },
    { kind: "code", caption: "Before", text: before === null ? "(nothing stood there)" : readable(before) },
    { kind: "code", caption: "After", text: readable(wrote) },
  ];
}

/** A policy is easier to read with its lines; what is none stays as it is. */
function readable(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text), undefined, 2);
  } catch {
    return text;
  }
}

function tamperBlocks(tampering: ReportForm["tampering"]): readonly Block[] {
  if (tampering.length === 0) return [{ kind: "paragraph", text: "Nobody is known to have undone a step." }];
  const head = ["When", "Step", "Call", "By whom", "Who that is", "From"];
  const rows = tampering.map((one): readonly Cell[] => [
    { code: text(one["calledAt"]) },
    text(one["step"]),
    { code: text(one["call"]) },
    { code: text(one["by"]) },
    {
      intruder: "the intruder: a credential of the incident",
      tool: "it looks like a tool (a hint, no proof)",
      other: "not of the incident",
    }[text(one["who"])] ?? text(one["who"]),
    { code: text(one["sourceIp"]) },
  ]);
  return [
    {
      kind: "paragraph",
      text: "Somebody undid or weakened steps; each was put back (when, is in the table of what happened):",
    },
    { kind: "table", head, rows },
  ];
}

function text(value: unknown): string {
  return typeof value === "string" ? value : "";
}
