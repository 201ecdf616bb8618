// What others wrote is harmless on a terminal, and as JSON it still means the same.
import fc from "fast-check";
import { expect, test } from "vitest";
import { safeJson, safely, safeText } from "../../../cli/output/safe-text.ts";

const OBEYED = /\p{Cc}|\p{Bidi_Control}|[\u200b-\u200d\u2028\u2029\ufeff]|[\u{e0000}-\u{e007f}]/u;
const text = fc.oneof(
  fc.string({ unit: "binary" }),
  fc.string({
    unit: fc.constantFrom("a", "\u001b", "\u009b", "\u202e", "\u2066", "\u200b", "\u2028", "\u{e0041}", "\n"),
  }),
);

test.each([
  ["moves the cursor", "\u001b[2Jgone"],
  ["turns the direction of writing", "safe\u202egnp.exe"],
  ["begins a sequence in one character", "\u009b31m"],
  ["breaks the line", "one\ntwo\u2028three"],
  ["is not seen", "a\u{e0041}b\u200bc"],
])("a text that %s does not", (_what, hostile) => {
  expect(hostile).toMatch(OBEYED);
  expect(safeText(hostile)).not.toMatch(OBEYED);
});

test("no text, and no name of a member, keeps a character that a terminal obeys", () => {
  fc.assert(
    fc.property(text, (hostile) => {
      expect(JSON.stringify(safely({ [`x${hostile}`]: [{ value: hostile }] }))).not.toMatch(OBEYED);
    }),
  );
});

test("reasons keep their lines, which may be commands to copy, and nothing else", () => {
  const reason = "Act now:\naws iam delete-access-key\u001b[2J\r";
  const { because, name } = safely({ because: [reason], name: [reason] });
  expect(because).toEqual(["Act now:\naws iam delete-access-key\ufffd[2J\ufffd"]);
  expect(name[0]).not.toContain("\n");
});

test("JSON holds none of them but its own ends of lines, and is read as what it was", () => {
  fc.assert(
    fc.property(fc.record({ value: text, list: fc.array(text, { maxLength: 3 }) }), (data) => {
      const json = safeJson(data);
      expect(json.replaceAll("\n", "")).not.toMatch(OBEYED);
      expect(JSON.parse(json)).toEqual(data);
    }),
  );
});
