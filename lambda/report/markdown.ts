// The report as Markdown (CommonMark with GitHub's tables): whatever stands in it is text, and nothing of it becomes markup.
import { plainText } from "../words/plain-text.ts";
import type { Block, Cell, ReportDocument } from "./document.ts";

export function markdown({ title, madeAt, sections }: ReportDocument): string {
  const contents = sections.map(({ id, title: name }) => `- [${escaped(name)}](#${id})`).join("\n");
  const parts = sections.map(({ id, title: name, blocks }) =>
    [`<a id="${id}"></a>`, `## ${escaped(name)}`, ...blocks.map(blockOf)].join("\n\n"),
  );
  return `${[`# ${escaped(title)}`, `Made at ${escaped(madeAt)}. Times are UTC.`, contents, ...parts].join("\n\n")}\n`;
}

function blockOf(block: Block): string {
  switch (block.kind) {
    case "paragraph":
      return escaped(block.text);
    case "standing":
      return `> **${escaped(block.text)}**`;
    case "facts":
      return block.facts
        .map(({ name, value }) => `- **${escaped(name)}**${/[?]$/.test(name) ? "" : ":"} ${inline(value)}`)
        .join("\n");
    case "list":
      return block.items.map((item) => `- ${inline(item)}`).join("\n");
    case "table":
      return [
        row(block.head),
        row(
          block.head.map(() => "---"),
          true,
        ),
        ...block.rows.map((cells) => row(cells)),
      ].join("\n");
    case "code":
      return [...(block.caption === "" ? [] : [`${escaped(block.caption)}:`]), fenced(block.text)].join("\n\n");
    case "figure":
      return `_${escaped(block.caption)} (The drawing is in the HTML form.)_`;
    case "entry":
      return [
        `### ${escaped(block.heading)}`,
        escaped(block.words),
        fenced(block.body),
        `Hash: \`${plainText(block.hash, 100).replaceAll("`", "")}\``,
      ].join("\n\n");
  }
}

function row(cells: readonly Cell[], isRule = false): string {
  return `| ${cells.map((cell) => (isRule ? String(cell) : inline(cell, true))).join(" | ")} |`;
}

/** In a table a pipe ends the cell, within code too, and what stands before it there is no sure escape. */
function inline(cell: Cell, inTable = false): string {
  if (typeof cell === "string") return escaped(cell);
  return inTable && cell.code.includes("|") ? escaped(cell.code) : codeSpan(cell.code);
}

const LONGEST = 4_000;

/** Every letter that CommonMark or GitHub could read as markup, addresses among it, and what could open a block. */
function escaped(text: string): string {
  return plainText(text, LONGEST)
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replace(/[\\`*_[\]|~#@$]/g, "\\$&")
    .replace(/:(?=\/\/)|(?<=mailto|xmpp):/gi, "\\:")
    .replace(/(?<=www)\./gi, "\\.")
    .replace(/^(\d*)([-+.)>=])/, "$1\\$2");
}

/** Its ticks are one more than the longest run within; what begins or ends in one stands apart from them. */
function codeSpan(text: string): string {
  const plain = plainText(text, LONGEST);
  if (plain === "") return "";
  const ticks = "`".repeat(longestRun(plain) + 1);
  const room = plain.startsWith("`") || plain.endsWith("`") ? " " : "";
  return `${ticks}${room}${plain}${room}${ticks}`;
}

/** A fence that nothing within can close. Lines stay; what hides or reorders goes. */
function fenced(text: string): string {
  const fence = "`".repeat(Math.max(3, longestRun(text) + 1));
  return [fence, ...text.split("\n").map((line) => shown(line)), fence].join("\n");
}

/** To the letter but for what cannot be seen: the JSON form has it as it is. */
function shown(line: string): string {
  return line.replace(/[^\P{C}\t]|[\u{2028}\u{2029}]/gu, "\u{fffd}");
}

function longestRun(text: string): number {
  return (text.match(/`+/g) ?? []).reduce((longest, { length }) => Math.max(longest, length), 0);
}
