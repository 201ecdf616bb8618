import { describe, expect, test } from "vitest";
import { type Config, readConfig } from "../../../lambda/config.ts";
import { contain } from "../../../lambda/contain/index.ts";
import { wishConfig } from "../../../lambda/contain/wish-config.ts";
import type { Alert, Principal } from "../../../lambda/model.ts";
import { ALERT, HOME, MEMBER, role, user } from "../decide/cases.ts";

const ADMINISTRATION = "555566667777";
const OWN = `arn:aws:iam::${HOME}:role/credential-leak-responder`;

/** As the function has it: its own role is among the own ones. */
function configOf(change: object = {}): Config {
  const config = readConfig({
    members: { accounts: [MEMBER, "222233334444", ADMINISTRATION], role: "ops/responder" },
    administration: { account: ADMINISTRATION, backstop: true },
    ...change,
  });
  return { ...config, ownRoles: [...config.ownRoles, OWN] };
}

function steps(principal: Principal, config = configOf(), alert: Partial<Alert> = {}) {
  const wish = { cutoff: "2026-03-01T09:00:30Z", alerts: [{ ...ALERT, ...alert }], widened: false };
  return contain({ ...wish, principal, config: wishConfig(config, config.scope) });
}
const typesOf = (...wish: Parameters<typeof steps>) => steps(...wish).map(({ type }) => type);
const exemptOf = (...wish: Parameters<typeof steps>) =>
  steps(...wish).flatMap((step) => (step.type === "deny-sessions-by-scp" ? [step.exempt] : []));

describe("the organization stands behind", () => {
  test("the deny of a role, and comes after it", () => {
    const [first, second] = steps(role({ account: MEMBER }));
    expect(first?.type).toBe("deny-role-sessions");
    expect(second).toEqual({
      type: "deny-sessions-by-scp",
      account: ADMINISTRATION,
      target: MEMBER,
      principalArn: `arn:aws:iam::${MEMBER}:role/app`,
      principalId: "AROAEXAMPLEEXAMPLE123",
      partition: "aws",
      cutoff: "2026-03-01T09:00:30Z",
      exempt: [`arn:aws:iam::${MEMBER}:role/ops/responder`],
    });
  });

  test("the deny of a user, and comes after all of it", () => {
    const types = typesOf(user({ account: MEMBER }), configOf(), { disableConsole: true });
    expect(types).toEqual(["deny-user-sessions", "disable-console", "deny-sessions-by-scp"]);
  });

  test("nothing unless it is asked for", () => {
    const administration = { account: ADMINISTRATION, scp: true };
    expect(typesOf(role({ account: MEMBER }), configOf({ administration }))).toEqual(["deny-role-sessions"]);
    expect(typesOf(role({ account: MEMBER }), configOf({ administration: undefined }))).toEqual(["deny-role-sessions"]);
  });

  test("nobody in the administration's account, which may be the one that no policy limits", () => {
    expect(typesOf(role({ account: ADMINISTRATION }))).toEqual(["deny-role-sessions"]);
    expect(typesOf(user({ account: ADMINISTRATION }))).toEqual(["deny-user-sessions"]);
  });

  test("no deny of a single session", () => {
    expect(typesOf(role({ account: MEMBER }), configOf({ scope: "session" }))).toEqual(["deny-session"]);
  });
});

describe("spared are", () => {
  test("at home the responder's own role, elsewhere the one that it assumes", () => {
    expect(exemptOf(role({ account: HOME }))).toEqual([[OWN]]);
    expect(exemptOf(role({ account: "222233334444" }))).toEqual([["arn:aws:iam::222233334444:role/ops/responder"]]);
  });

  test("of the own roles that are configured those that can be in the account", () => {
    const [everywhere, here] = ["arn:aws:iam::*:role/cdk-*", `arn:aws:iam::${MEMBER}:role/pipeline`];
    const ownRoles = [
      everywhere,
      here,
      "arn:aws:iam::222233334444:role/theirs",
      "arn:aws:sts::*:assumed-role/x/y",
      "arn:*",
    ];
    const [exempt] = exemptOf(role({ account: MEMBER }), configOf({ ownRoles }));
    expect(exempt).toEqual([everywhere, here, `arn:aws:iam::${MEMBER}:role/ops/responder`]);
  });

  test("in the partition that the principal is in", () => {
    const arn = `arn:aws-cn:iam::${MEMBER}:role/app`;
    const [exempt] = exemptOf(role({ account: MEMBER, arn }));
    expect(exempt).toEqual([`arn:aws-cn:iam::${MEMBER}:role/ops/responder`]);
  });
});
