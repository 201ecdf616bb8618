import { describe, expect, test } from "vitest";
import { BadInputError } from "../../lambda/bad-input.ts";
import { readRequest } from "../../lambda/request.ts";

const EMPTY = { account: "", accessKeyId: "", roleName: "", sessionName: "", userName: "", scope: "" };
const plan = (form: unknown, more: object = {}) => readRequest({ action: "plan", reason: "r", form, ...more });

describe("a form", () => {
  test("says what a request without one says, and nothing where it was left empty", () => {
    const beside = { action: "plan", reason: "r" };
    expect(plan({ ...EMPTY, roleName: "app", sessionName: "ann", scope: "session" })).toEqual(
      readRequest({ ...beside, principal: { type: "role", name: "app", session: "ann" }, scope: "session" }),
    );
    expect(plan({ ...EMPTY, accessKeyId: "AKIAIOSFODNN7EXAMPLE", account: "111122223333" })).toEqual(
      readRequest({ ...beside, accessKeyId: "AKIAIOSFODNN7EXAMPLE", account: "111122223333" }),
    );
    expect(plan({ userName: "ci" })).toEqual(readRequest({ ...beside, principal: { type: "user", name: "ci" } }));
  });

  test("of a lift says whether it was a false alarm, as text", () => {
    const lift = (falseAlarm: string) => readRequest({ action: "lift", id: "1", reason: "r", form: { falseAlarm } });
    expect(lift("true")).toMatchObject({ falseAlarm: true });
    expect(lift("false")).toMatchObject({ falseAlarm: false });
    expect(lift("")).toMatchObject({ falseAlarm: false });
    expect(() => lift("yes")).toThrow(BadInputError);
  });

  test.each([
    ["names a role and a user", { roleName: "app", userName: "ci" }],
    ["names a session of no role", { sessionName: "ann" }],
    ["has a field that nobody knows", { roleName: "app", surprise: "" }],
    ["has a field that is no text", { roleName: 1 }],
    ["is none", "roleName"],
    ["has a name that IAM does not allow", { roleName: "a b" }],
  ])("that %s is refused", (_what, form) => {
    expect(() => plan(form)).toThrow(BadInputError);
  });

  test("may not say again what stands beside it", () => {
    const accessKeyId = "AKIAIOSFODNN7EXAMPLE";
    expect(() => plan({ accessKeyId }, { accessKeyId })).toThrow(/accessKeyId twice/);
    expect(() => plan({ roleName: "app" }, { principal: { type: "root" } })).toThrow(/principal twice/);
  });

  test("is for plan, contain and lift only", () => {
    expect(() => readRequest({ action: "verify", id: "1", form: {} })).toThrow(BadInputError);
    expect(() => readRequest({ action: "constructor", form: {} })).toThrow(BadInputError);
  });

  test("that is refused does not show what stood in it", () => {
    const secret = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY";
    expect(() => plan({ accessKeyId: secret, userName: [secret] })).toThrow(
      expect.not.objectContaining({ message: expect.stringContaining(secret) }),
    );
  });
});
