// What was left behind, thing by thing, with the commands that end it.
import type { Block, Section } from "../document.ts";
import type { ReportForm } from "../form.ts";

const SECTIONS = [
  ["access", "Access that outlives the deny"],
  ["left-behind", "Created or changed"],
  ["exposed", "Secrets that may have been read: rotate them"],
] as const;

export function leftBehindSection({ leftBehind }: ReportForm): Section {
  const blocks = SECTIONS.flatMap(([section, title]): readonly Block[] => {
    const items = leftBehind.filter((item) => item["section"] === section);
    return items.length === 0
      ? []
      : [{ kind: "paragraph", text: `${title} (${items.length}):` }, ...items.flatMap(itemBlocks)];
  });
  const none: Block = { kind: "paragraph", text: "Nothing is known to have been left behind." };
  return {
    id: "left-behind",
    title: "What was left behind",
    blocks:
      blocks.length === 0
        ? [none]
        : [
            {
              kind: "paragraph",
              text: "Look at each command before you run it: names in it are those that the trail shows. Words in capitals are to be filled in.",
            },
            ...blocks,
          ],
  };
}

function itemBlocks(item: ReportForm["leftBehind"][number]): readonly Block[] {
  const text = (name: string) => (typeof item[name] === "string" ? item[name] : "");
  const list = (name: string) => (Array.isArray(item[name]) ? item[name].filter((one) => typeof one === "string") : []);
  const [commands, byHand] = [list("commands"), text("byHand")];
  const doubt = [
    ...(item["likely"] === true ? ["likely the intruder's"] : []),
    ...(item["possible"] === true ? ["possible, not shown"] : []),
    ...(item["changedSince"] ? ["changed by somebody else since"] : []),
  ];
  return [
    {
      kind: "facts",
      facts: [
        { name: "What", value: { code: text("what") } },
        ...(doubt.length === 0 ? [] : [{ name: "How sure", value: doubt.join(", ") }]),
        ...(text("detail") === "" ? [] : [{ name: "More", value: text("detail") }]),
        {
          name: "Where and when",
          value: [text("account"), text("region"), text("firstAt"), text("until") && `ends by itself ${text("until")}`]
            .filter((part) => part !== "")
            .join(" · "),
        },
        { name: "Calls", value: { code: list("calls").join(", ") } },
        { name: "CloudTrail's events", value: { code: list("events").join(", ") } },
        ...(typeof item["moreEvents"] === "number"
          ? [{ name: "More events, between these", value: String(item["moreEvents"]) }]
          : []),
        { name: "Why the deny does not end it", value: text("why") },
        ...(byHand === "" ? [] : [{ name: "To do", value: byHand }]),
      ],
    },
    ...(commands.length === 0 ? [] : [{ kind: "code", caption: "", text: commands.join("\n") } as const]),
  ];
}
