// The record: every entry to the letter, and how an auditor recomputes that it is whole.
import type { Block, Section } from "../document.ts";
import type { ReportForm } from "../form.ts";
import { CHECK } from "../record.ts";

export function recordSection({ record, incident }: ReportForm): Section {
  const { rule, recomputed, verified, entries } = record;
  return {
    id: "record",
    title: "The record",
    blocks: [
      {
        kind: "standing",
        tone: recomputed.whole && verified?.whole !== false ? "good" : "bad",
        text: standing(recomputed, verified, entries.length),
      },
      ...[...recomputed.problems, ...(verified?.problems ?? [])].map(
        (text): Block => ({ kind: "list", items: [text] }),
      ),
      { kind: "paragraph", text: rule },
      {
        kind: "facts",
        facts: [
          { name: "The first entry follows", value: { code: incident.id } },
          { name: "The last hash", value: { code: entries.at(-1)?.hash ?? "none" } },
        ],
      },
      {
        kind: "code",
        caption:
          "To check it yourself: python3 check.py report.json, with the JSON form of this report and check.py as follows",
        text: CHECK,
      },
      ...entries.map(
        ({ seq, at, type, words, hash, body }): Block => ({
          kind: "entry",
          heading: `${seq} · ${at} · ${type}`,
          words,
          hash: hash ?? "none",
          body,
        }),
      ),
    ],
  };
}

function standing(
  recomputed: ReportForm["record"]["recomputed"],
  verified: ReportForm["record"]["verified"],
  count: number,
): string {
  const own = recomputed.whole
    ? `Recomputed for this report: ${count} entries, and each follows from the one before it.`
    : "Recomputed for this report: the chain of hashes is BROKEN.";
  if (!verified) return `${own} The responder was not asked to verify its own store.`;
  return `${own} ${verified.whole ? "The responder has verified its own store: it is whole." : "The responder has verified its own store: it is NOT whole."}`;
}
