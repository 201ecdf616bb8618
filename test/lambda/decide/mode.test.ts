// Which mode holds for whom: the first rule of the configuration that fits, else the default of the principal's kind.
import { describe, expect, test } from "vitest";
import { decide } from "../../../lambda/decide/index.ts";
import type { Principal } from "../../../lambda/model.ts";
import { about, type Changes, HOME, MEMBER, role, user } from "./cases.ts";

const CONTAIN = { type: "contain" };
const verdict = (modes: readonly object[], changes: Changes = {}) =>
  decide(about({ ...changes, config: { modes, members: { accounts: [MEMBER] } } }));

describe("without a rule", () => {
  const ROOT: Principal = {
    kind: "root",
    account: MEMBER,
    arn: `arn:aws:iam::${MEMBER}:root`,
    administration: { account: HOME, attachedPolicy: null },
  };

  test("roles are contained; users and root are asked about", () => {
    expect(verdict([])).toEqual(CONTAIN);
    for (const principal of [user(), ROOT]) {
      expect(verdict([], { principal })).toEqual({
        type: "ask",
        because: [expect.stringContaining(`${principal.arn}, by defaultMode.${principal.kind}`)],
      });
    }
  });
});

test("observe: nothing is touched, and what would have been done is said", () => {
  expect(verdict([{ mode: "observe" }])).toEqual({
    type: "refuse",
    because: ["Observed only, by modes[0] of the configuration: nothing was touched.", "It would have been contained."],
  });
});

describe("a rule fits", () => {
  test.each<[string, object, Changes, Changes]>([
    ["account", { accounts: [MEMBER] }, { principal: role({ account: MEMBER }) }, {}],
    ["source", { sources: ["github", "guardduty"] }, {}, { alert: { source: "health" } }],
    ["kind", { kinds: ["role"] }, {}, { principal: user() }],
    ["pattern", { principals: ["arn:aws:iam::*:role/app"] }, {}, { principal: role({ name: "app2" }) }],
    ["severity", { severityFrom: 7 }, { alert: { severity: 7 } }, { alert: { severity: 6.9 } }],
    ["severity, if it is known", { severityFrom: 0 }, {}, { alert: { severity: undefined } as object }],
    [
      "unit",
      { units: ["ou-ab12-prod"] },
      { context: { units: ["ou-ab12-prod", "r-ab12"] } },
      { context: { units: ["r-ab12"] } },
    ],
  ])("by %s", (_what, condition, inside, outside) => {
    const modes = [{ ...condition, mode: "ask" }, { mode: "contain" }];
    expect(verdict(modes, inside)).toMatchObject({ type: "ask", because: [expect.stringContaining("modes[0]")] });
    expect(verdict(modes, outside)).toEqual(CONTAIN);
  });

  test("only if all of its conditions hold", () => {
    const modes = [{ kinds: ["role"], accounts: [MEMBER], mode: "ask" }];
    expect(verdict(modes)).toEqual(CONTAIN);
    expect(verdict(modes, { principal: role({ account: MEMBER }) }).type).toBe("ask");
  });

  test("before every later one", () => {
    const modes = [{ kinds: ["role"], mode: "contain" }, { mode: "observe" }];
    expect(verdict(modes)).toEqual(CONTAIN);
    expect(verdict(modes, { principal: user() }).type).toBe("refuse");
  });
});

describe("where the units are not known", () => {
  const PROD = { units: ["ou-ab12-prod"] };

  test("and would decide, a person is asked", () => {
    expect(verdict([{ ...PROD, mode: "observe" }])).toEqual({
      type: "ask",
      because: [expect.stringMatching(/units above the account 111122223333 are not known.*modes\[0\]/)],
    });
  });

  test("and would change nothing, the deny does not wait", () => {
    expect(verdict([{ ...PROD, mode: "contain" }])).toEqual(CONTAIN);
    expect(verdict([{ ...PROD, kinds: ["user"], mode: "observe" }])).toEqual(CONTAIN);
    expect(
      verdict([
        { kinds: ["role"], mode: "contain" },
        { ...PROD, mode: "observe" },
      ]),
    ).toEqual(CONTAIN);
  });
});

test("a path that looks like another ARN does not lead into a rule", () => {
  const modes = [{ principals: ["arn:aws:iam::*:role/sandbox-x"], mode: "observe" }];
  const principal = role({ path: "/a:role/", name: "sandbox-x" });
  expect(verdict(modes, { principal })).toEqual(CONTAIN);
});
