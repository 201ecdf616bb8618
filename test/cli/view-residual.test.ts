// What was left behind, as a person reads it on the terminal.
import { expect, test } from "vitest";
import { createPrinter } from "../../cli/output/printer.ts";
import { showThings } from "../../cli/view/residual.ts";

function shown(...things: Parameters<typeof showThings>[2]): string {
  const lines: string[] = [];
  const stream = { isTTY: false, write: (text: string) => lines.push(text) > 0 };
  showThings(createPrinter(stream as never, {}, false), "What is left", things);
  return lines.join("");
}

const THING = {
  what: "user robot",
  why: "It has keys of its own.",
  commands: ["aws iam delete-user --user-name robot"],
};

test("a thing says in which account and Region its commands are to be run, and what they do not do", () => {
  const text = shown({
    ...THING,
    account: "444455556666",
    region: "eu-west-1",
    detail: "lets in 999988887777",
    byHand: "Look at its keys first.",
    until: "2026-03-02T09:00:00.000Z",
  });
  const said = text.replace(/\s+/g, " ");
  expect(said).toContain("user robot (444455556666, eu-west-1) — It has keys of its own. (lets in 999988887777)");
  expect(said).toContain("Look at its keys first. It ends by itself at 2026-03-02T09:00:00.000Z.");
  expect(text).toContain("\n    aws iam delete-user --user-name robot\n");
});

test("how sure it is stands before it", () => {
  const text = shown({ ...THING, likely: true, possible: true, changedSince: ["event"] });
  expect(text).toContain("• likely the intruder's, possible, not shown, changed by somebody else since: user robot — ");
});
