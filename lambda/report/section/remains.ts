// What remains: credentials that live, questions, ways in, and what no deny of this kind stops.
import { type Block, type Cell, listOf, type Section, tableOr } from "../document.ts";
import type { ReportForm } from "../form.ts";

export function remainsSection({ remains }: ReportForm): Section {
  const { alive, questions, waysIn, gaps, limits } = remains;
  const open = waysIn.filter(({ open: how }) => how !== "no" && how !== "listed");
  return {
    id: "what-remains",
    title: "What remains",
    blocks: [
      ...(alive.length === 0
        ? [{ kind: "paragraph", text: "No credential that is known of still lives." } as const]
        : listOf("Credentials that still live:", alive)),
      ...questions.flatMap(questionBlocks),
      {
        kind: "paragraph",
        text: "Who can open a new session of a contained role, as it was when somebody looked last:",
      },
      ...tableOr(
        "Nobody is known, or nobody has looked.",
        ["Who", "Into", "By", "Open", "On condition"],
        open.map(wayRow),
      ),
      ...listOf("What could not be read of that:", gaps),
      ...listOf("What these denies do not stop:", limits),
    ],
  };
}

function questionBlocks({
  about,
  because,
  askedAt,
  plan,
}: ReportForm["remains"]["questions"][number]): readonly Block[] {
  return [
    { kind: "paragraph", text: `A person is asked since ${askedAt} about ${about}: ${because.join(" ")}` },
    ...listOf("A yes will:", plan),
  ];
}

function wayRow(way: ReportForm["remains"]["waysIn"][number]): readonly Cell[] {
  const text = (name: string) => (typeof way[name] === "string" ? way[name] : "");
  const conditions = Array.isArray(way["conditions"])
    ? way["conditions"].filter((one) => typeof one === "string").join("; ")
    : "";
  return [
    { code: text("who") },
    { code: text("role") },
    { code: text("call") },
    `${text("open")}${way["ofIncident"] === true ? ", of this incident" : ""}`,
    conditions,
  ];
}
