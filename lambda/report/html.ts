// The report as HTML, in one file: its own style, its drawings within, no script and nothing from elsewhere.
import { createHash } from "node:crypto";
import type { Block, Cell, ReportDocument, Section } from "./document.ts";
import { type Html, h } from "./html-element.ts";
import { STYLE } from "./html-style.ts";

export function html({ title, madeAt, sections }: ReportDocument): string {
  const head = h(
    "head",
    {},
    h("meta", { charset: "utf-8" }),
    h("meta", { "http-equiv": "Content-Security-Policy", content: policyOf(STYLE) }),
    h("meta", { name: "viewport", content: "width=device-width, initial-scale=1" }),
    h("meta", { name: "color-scheme", content: "light dark" }),
    h("meta", { name: "referrer", content: "no-referrer" }),
    h("title", {}, title),
    h("style", {}, { html: STYLE }),
  );
  const contents = h(
    "nav",
    { "aria-label": "Contents" },
    h("ol", {}, ...sections.map(({ id, title: name }) => h("li", {}, h("a", { href: `#${id}` }, name)))),
  );
  const body = h(
    "body",
    {},
    h(
      "header",
      {},
      h("p", { class: "kind" }, "Credential leak report"),
      h("h1", {}, title),
      h("p", { class: "made" }, `Made at ${madeAt}. Times are UTC.`),
    ),
    contents,
    h("main", {}, ...sections.map(sectionOf)),
  );
  return `<!doctype html>\n${h("html", { lang: "en" }, head, body).html}\n`;
}

/** Nothing is loaded, run or sent; this style alone applies. */
function policyOf(style: string): string {
  const hash = createHash("sha256").update(style).digest("base64");
  return `default-src 'none'; style-src 'sha256-${hash}'; base-uri 'none'; form-action 'none'`;
}

function sectionOf({ id, title, blocks }: Section): Html {
  return h(
    "section",
    { id, "aria-labelledby": `${id}-heading` },
    h("h2", { id: `${id}-heading` }, title),
    ...blocks.map(blockOf),
  );
}

function blockOf(block: Block): Html {
  switch (block.kind) {
    case "paragraph":
      return h("p", {}, block.text);
    case "standing":
      return h("p", { class: `standing ${block.tone}` }, block.text);
    case "facts":
      return h("dl", {}, ...block.facts.flatMap(({ name, value }) => [h("dt", {}, name), h("dd", {}, inline(value))]));
    case "list":
      return h("ul", {}, ...block.items.map((item) => h("li", {}, inline(item))));
    case "table":
      return table(block.head, block.rows);
    case "code":
      return h(
        "div",
        { class: "code" },
        ...(block.caption === "" ? [] : [h("p", { class: "caption" }, block.caption)]),
        h("pre", { tabindex: "0" }, block.text),
      );
    case "figure":
      return h(
        "figure",
        {},
        h("div", { class: "scroll", tabindex: "0" }, { html: block.svg }),
        h("figcaption", {}, block.caption),
      );
    case "entry":
      return entry(block);
  }
}

function inline(cell: Cell): Html | string {
  if (typeof cell === "string" || cell.code === "") return typeof cell === "string" ? cell : "";
  return h("code", WHOLE.test(cell.code) ? { class: "whole" } : {}, cell.code);
}

/** Times and keys are not broken over lines. */
const WHOLE = /^[0-9A-Z:.-]{16,24}$/;

function table(head: readonly string[], rows: readonly (readonly Cell[])[]): Html {
  return h(
    "div",
    { class: "scroll", tabindex: "0" },
    h(
      "table",
      {},
      h("thead", {}, h("tr", {}, ...head.map((name) => h("th", { scope: "col" }, name)))),
      h("tbody", {}, ...rows.map((cells) => h("tr", {}, ...cells.map((cell) => h("td", {}, inline(cell)))))),
    ),
  );
}

function entry({ heading, words, hash, body }: Extract<Block, { readonly kind: "entry" }>): Html {
  return h(
    "details",
    { class: "entry" },
    h("summary", {}, h("strong", {}, heading), " ", words),
    h("pre", { tabindex: "0" }, body),
    h("p", { class: "hash" }, "Hash ", h("code", {}, hash)),
  );
}
