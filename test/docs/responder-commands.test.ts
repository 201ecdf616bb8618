// Every command of `responder` that a person is shown is one that it understands: in its help, and in the documents.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { COMMANDS } from "../../cli/commands/index.ts";
import { describedProgram } from "../support/described-program.ts";

const ROOT = join(import.meta.dirname, "../..");
const read = (path: string) => readFileSync(join(ROOT, path), "utf8");
const PAGES = ["README.md", ...readdirSync(join(ROOT, "docs")).map((name) => `docs/${name}`)].filter((page) =>
  page.endsWith(".md"),
);

/** Whether the words are understood; nothing is done. */
async function understand(line: string): Promise<void> {
  const words = [...(line.split(/ [#|<>] ?| \\$/)[0] ?? "").matchAll(/"([^"]*)"|(\S+)/g)].map(
    ([, quoted, bare]) => quoted ?? bare ?? "",
  );
  await describedProgram().parseAsync(words, { from: "user" });
}

describe.each(COMMANDS.map((command) => [command.name, command] as const))(
  "responder %s",
  (name, { examples, summary }) => {
    test("has examples in its help that it understands", async () => {
      expect(examples.length).toBeGreaterThan(0);
      for (const example of examples) {
        expect(example.split(" ")[0]).toBe(name);
        await expect(understand(example), example).resolves.toBeUndefined();
      }
    });

    test("is in docs/cli.md", () => {
      expect(read("docs/cli.md")).toContain(`### ${name}\n\n${summary}.`);
    });
  },
);

const shown = PAGES.flatMap((page) =>
  [...read(page).matchAll(/^(?:responder|npm run (?:--silent |-s )?responder --) ([a-z].*)$/gm)].map(
    ([, line = ""]) => [page, line] as const,
  ),
);

test("the documents show commands", () => {
  expect(shown.length).toBeGreaterThan(20);
});

test.each(shown)("%s shows what is understood: responder %s", async (_page, line) => {
  await expect(understand(line)).resolves.toBeUndefined();
});

test("what is not understood would be seen", async () => {
  await expect(understand("contain --rol app")).rejects.toThrow();
  await expect(understand("lift latest")).rejects.toThrow(/--reason/);
});
