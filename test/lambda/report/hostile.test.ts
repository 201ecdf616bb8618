// Names, reasons and policies that an intruder has chosen stay words: in the drawings, in HTML and in Markdown.
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { sessionGraph } from "../../../lambda/drawing/session-graph.ts";
import { timeline } from "../../../lambda/drawing/timeline.ts";
import type { Block } from "../../../lambda/report/document.ts";
import { report } from "../../../lambda/report/index.ts";
import { markdown } from "../../../lambda/report/markdown.ts";
import { drawnIncident, NOW } from "../../support/drawn-incident.ts";
import { readSvg } from "../../support/read-svg.ts";

const ATTACKS = [
  '"]; evil [URL="javascript:alert(1)"]; x [label="',
  "<script>alert(1)</script>",
  "</title></svg><img src=x onerror=alert(1)>",
  "\\N\\l\\G <b>bold</b> &lt;b&gt; ]]>",
  "</style><style>*{display:none}",
  "`````` \n```\n# heading\n<img src=x>",
  "[click](javascript:alert(1)) ![x](http://evil.example/x.png) http://evil.example www.evil.example",
  "| a | b |\n|---|---|",
  "a\\|b|`|",
  "\u202Egnp.exe\u0000\u001B[31m\u2066\u{E0041}",
  "--> <!-- ]]> <![CDATA[",
];
const anything = fc.oneof(
  fc.string({ unit: "binary", maxLength: 60 }),
  fc.constantFrom(...ATTACKS),
  fc.tuple(fc.constantFrom(...ATTACKS), fc.string({ maxLength: 10 })).map((parts) => parts.join("")),
);

const anyOf = <T>(check: (text: string) => Promise<T>, numRuns = 40) =>
  fc.assert(
    fc.asyncProperty(anything, async (text) => void (await check(text))),
    { numRuns },
  );

test("no name leaves its place in a drawing", async () => {
  const opened = ["leaked", 0, 0] as const;
  const groupsOf = (svg: string) => readSvg(svg).filter(({ name }) => name === "g").length;
  const usual = groupsOf(await sessionGraph(drawnIncident({ anything: "plain", opened }), NOW));
  await anyOf(async (text) => {
    const incident = drawnIncident({ anything: text, opened });
    const graph = await sessionGraph(incident, NOW);
    expect(groupsOf(graph)).toBe(usual);
    for (const svg of [graph, timeline(incident, NOW)]) {
      readSvg(svg);
      expect(svg).not.toMatch(/<script|[^\P{C}\n]/iu);
    }
  }, 20);
});

test("no name adds an element to the HTML report, and what is not to be seen is seen", async () => {
  const elements = (html: string) =>
    (html.replace(/<svg[\s\S]*?<\/svg>/g, "").match(/<[a-z!][^>]*>/gi) ?? []).map((tag) => /^<[a-z!]+/i.exec(tag)?.[0]);
  const usual = await report({ incident: drawnIncident({ anything: "plain" }), now: NOW }, "html");
  await anyOf(async (text) => {
    const html = await report({ incident: drawnIncident({ anything: text || "x" }), now: NOW }, "html");
    const [all, known] = [new Set(elements(html)), new Set(elements(usual))];
    expect([...all].filter((name) => !known.has(name))).toEqual([]);
    expect(html).not.toMatch(/[^\P{C}\n\t]/u);
  });
});

describe("in Markdown", () => {
  const of = (...blocks: readonly Block[]) =>
    markdown({ title: "t", madeAt: "now", sections: [{ id: "one", title: "One", blocks }] })
      .trimEnd()
      .split("\n");
  const usual = (text: string) =>
    of(
      { kind: "table", head: ["a", "b"], rows: [[text, { code: text }]] },
      { kind: "list", items: [text] },
      { kind: "paragraph", text },
      { kind: "paragraph", text: "end" },
    );

  test("no text becomes markup, opens a block or breaks a table", async () => {
    const plain = usual("plain");
    await anyOf(async (text) => {
      const lines = usual(text);
      expect(lines).toHaveLength(plain.length);
      const paragraph = lines.at(-3) ?? "";
      expect(paragraph).not.toMatch(/^\d*[-+)>=]|^\d+\./);
      expect(unescaped(paragraph).match(/[<`*_[\]|~#]|:\/\/|^www\./g)).toBeNull();
      const row = lines[plain.findIndex((line) => line.startsWith("| plain"))] ?? "";
      expect(row.replaceAll(/\\./g, "").match(/\|/g)).toHaveLength(3);
    });
  });

  test("an address of somebody's is no link", () => {
    const text = "https://evil.example www.evil.example mailto:a@evil.example";
    const [paragraph = ""] = of({ kind: "paragraph", text }).slice(-1);
    expect(unescaped(paragraph)).toBe("https//evil.example wwwevil.example mailtoaevil.example");
  });

  test("no code closes its own fence", async () => {
    await anyOf(async (text) => {
      const lines = of({ kind: "code", caption: "", text });
      const fence = lines.at(-1) ?? "";
      const start = lines.indexOf(fence);
      expect(fence).toMatch(/^`{3,}$/);
      const inside = lines.slice(start + 1, -1);
      for (const line of inside) expect(new RegExp(`^ {0,3}${fence}`).test(line)).toBe(false);
      expect(inside).toHaveLength(text.split("\n").length);
    });
  });

  /** Without what is escaped, and so is no markup. */
  function unescaped(line: string): string {
    return line.replaceAll(/\\[!-/:-@[-`{-~]/g, "").replaceAll(/&(amp|lt);/g, "");
  }
});

test("an incident with thousands of entries and hundreds of sessions is still told, and drawn in sixty cards", async () => {
  const opened = Array.from({ length: 400 }, (_, index) => (index === 0 ? "leaked" : Math.floor((index - 1) / 3)));
  const incident = drawnIncident({ anything: "x".repeat(200), entries: 5_000, opened });
  const cards = readSvg(await sessionGraph(incident, NOW)).filter(({ attributes }) =>
    attributes["class"]?.startsWith("node "),
  );
  expect(cards.length).toBeLessThanOrEqual(62);
  expect(cards.length).toBeGreaterThan(20);
  const html = await report({ incident, now: NOW }, "html");
  expect(html.match(/class="entry"/g)).toHaveLength(5_000);
  expect(html).toContain("5000 entries, and each follows from the one before it");
});

test("siblings that look alike are one card that says how many they are", async () => {
  const incident = drawnIncident({ anything: "x", opened: Array.from({ length: 100 }, () => "leaked" as const) });
  const svg = await sessionGraph(incident, NOW);
  expect(svg).toContain("98 more of role bx");
  expect(readSvg(svg).filter(({ attributes }) => attributes["class"]?.startsWith("node "))).toHaveLength(4);
});

test("a circle of sessions is drawn", async () => {
  const incident = drawnIncident({ anything: "x", opened: [1, 0] });
  expect(
    readSvg(await sessionGraph(incident, NOW)).filter(({ attributes }) => attributes["class"]?.startsWith("edge ")),
  ).toHaveLength(2);
});
