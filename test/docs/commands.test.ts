// Commands and configurations in the documents: each is run by a test, or says that it needs an account, and means what it says.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { readRequest } from "../../lambda/request.ts";
import { stacksOf } from "../lib/deployed.ts";

const ROOT = join(import.meta.dirname, "../..");
const read = (path: string) => readFileSync(join(ROOT, path), "utf8");
const PAGES = [
  "README.md",
  "CONTRIBUTING.md",
  "mock-aws/README.md",
  ...readdirSync(join(ROOT, "docs")).flatMap((name) => (name.endsWith(".md") ? [`docs/${name}`] : [])),
].filter((page) => read(page).includes("```sh\n"));

/** Said once for the page, or before a block: `run by FILE`, or `need …`. */
const MARK = /<!-- commands: (?:run by (?<file>\S+)|need [^>]+) -->/g;

function unmarked(page: string): readonly string[] {
  const [before = "", ...blocks] = page.split("```sh\n");
  if (/^# .*\n[\s\S]*?<!-- commands: need [^>]+ -->/.test(before.split("\n## ")[0] ?? "")) return [];
  const texts = [before, ...blocks];
  return blocks.filter((_, index) => {
    const prose = (texts[index] ?? "").split("```").at(-1) ?? "";
    return !/<!-- commands: [^>]+ -->\s*$/.test(prose);
  });
}

test.each(PAGES)("%s says of each block of commands what runs it", (page) => {
  expect(unmarked(read(page)).map((block) => block.split("\n")[0])).toEqual([]);
  for (const { groups } of read(page).matchAll(MARK)) {
    if (groups?.["file"]) expect(() => read(groups["file"] ?? "")).not.toThrow();
  }
});

test("a block without a mark would be seen", () => {
  expect(unmarked("# Page\n\n```sh\nnpm ci\n```\n")).toHaveLength(1);
  expect(unmarked("# Page\n\n<!-- commands: need an account -->\n\n```sh\nnpm ci\n```\n")).toHaveLength(0);
});

describe("docs/deploy.md", () => {
  const page = read("docs/deploy.md");
  const configs = [...page.matchAll(/```json\n([\s\S]*?)```/g)].map(([, text = ""]) => text);

  test.each(configs)("a configuration that is right, and leads to stacks: %s", (text) => {
    expect(Object.keys(stacksOf(JSON.parse(text)))).toContain("CredentialLeakResponder");
  });

  test("names the stacks that an organization gets", () => {
    const organization = configs.find((text) => text.includes("units"));
    const stacks = Object.keys(stacksOf(JSON.parse(organization ?? "{}")));
    for (const name of ["CredentialLeakMember", "CredentialLeakAdministration-", "CredentialLeakResponder-"]) {
      expect(page).toContain(name);
      expect(stacks.some((stack) => stack.startsWith(name))).toBe(true);
    }
  });

  test("names outputs that the stack has", () => {
    const { CredentialLeakResponder: stack } = stacksOf({});
    expect(Object.keys(Object(stack).Outputs)).toContain("LedgerTableName");
    expect(page).toContain("LedgerTableName");
  });
});

const REQUESTS = PAGES.flatMap((page) =>
  [...read(page).matchAll(/^ask '([^']*)'/gm)].map(([, request = ""]) => [page, request] as const),
);

test.each(REQUESTS)("%s asks what is understood: %s", (_page, request) => {
  const filled = request.replace("ACCOUNT", "111122223333").replace("KEY", "AKIAIOSFODNN7EXAMPLE");
  expect(() => readRequest(JSON.parse(filled))).not.toThrow();
});
