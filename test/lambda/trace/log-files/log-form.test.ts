import { describe, expect, test } from "vitest";
import { formOf } from "../../../../lambda/trace/log-files/log-form.ts";

const RECORD = '{"eventID":"1","eventName":"GetObject"}';

describe("the form of a log file", () => {
  test.each([
    ["AWS's own", `{"Records":[${RECORD}]}`, "trail"],
    ["a record on each line", `${RECORD}\n${RECORD}\n${RECORD}\n`, "lines"],
    ["the same, whose first line is broken off", `ventID":"0"}\n${RECORD}\n${RECORD}\n`, "lines"],
    ["the same, and there are only two", `{"eventID":"0\n${RECORD}\n`, "lines"],
    ["a list with one record on its line", `{"Events": [\n  ${RECORD}\n]}\n`, "other"],
    ["a list with its commas in front", `{"Events": [\n  ${RECORD}\n  ,${RECORD}\n]}`, "other"],
    ["one record over many lines", `{\n  "eventID": "1",\n  "eventName": "GetObject"\n}\n`, "other"],
    ["a time before each record", `2026-03-01T09:00:00.000Z ${RECORD}\n`, "lines"],
    ["a time that breaks off", "2026-03-01T09:00", "other"],
    ["one record", RECORD, "other"],
    ["nothing", "", "other"],
  ])("%s", (_, text, form) => {
    expect(formOf(Buffer.from(text), true)).toBe(form);
  });
});
