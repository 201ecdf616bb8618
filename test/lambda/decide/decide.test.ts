import { describe, expect, test } from "vitest";
import { readConfig } from "../../../lambda/config.ts";
import type { Case } from "../../../lambda/decide/guardrail.ts";
import { decide } from "../../../lambda/decide/index.ts";
import { readAlert } from "../../../lambda/intake/index.ts";
import { guardDutyEvent } from "../../support/findings.ts";

const role = (arn: string, path = "/") => ({
  found: true as const,
  principal: {
    kind: "role" as const,
    account: "111122223333",
    name: arn.slice(arn.lastIndexOf("/") + 1),
    arn,
    id: "AROAEXAMPLEEXAMPLE123",
    path,
    olderSessionsPolicy: null,
  },
});

const APP = "arn:aws:iam::111122223333:role/app";

function about(change: Partial<Case> = {}): Case {
  return { alert: readAlert(guardDutyEvent()), resolution: role(APP), config: readConfig({}), ...change };
}

describe("decide", () => {
  test("contains a role that no guardrail speaks for", () => {
    expect(decide(about())).toEqual({ type: "contain" });
  });

  test("refuses a sample finding", () => {
    const alert = readAlert(guardDutyEvent({ additionalInfo: { sample: true } }));
    expect(decide(about({ alert }))).toMatchObject({ type: "refuse", because: [expect.stringContaining("sample")] });
  });

  test("refuses what was not found, with the reason", () => {
    expect(decide(about({ resolution: { found: false, because: "There is no role app." } }))).toEqual({
      type: "refuse",
      because: ["There is no role app."],
    });
  });

  test("refuses the responder's own role", () => {
    expect(decide(about({ config: readConfig({ ownRoles: [APP] }) }))).toMatchObject({ type: "refuse" });
  });

  test("asks about a protected principal, by pattern", () => {
    const config = readConfig({ protectedPrincipals: ["arn:aws:iam::*:role/a?p"] });
    expect(decide(about({ config }))).toMatchObject({ type: "ask", because: [expect.stringContaining("a?p")] });
  });

  test.each(["/aws-service-role/ecs.amazonaws.com/", "/aws-reserved/sso.amazonaws.com/eu-west-1/"])(
    "refuses a role under %s, which only AWS may edit",
    (path) => {
      expect(decide(about({ resolution: role(`arn:aws:iam::111122223333:role${path}x`, path) }))).toMatchObject({
        type: "refuse",
      });
    },
  );

  test("asks where a guardrail fails, and never goes on", () => {
    const broken = () => {
      throw new Error("lost its mind");
    };
    expect(decide(about(), { broken })).toEqual({
      type: "ask",
      because: ["The guardrail broken failed: lost its mind"],
    });
  });

  test("lets a refusal outweigh a question", () => {
    const alert = readAlert(guardDutyEvent({ additionalInfo: { sample: true } }));
    const config = readConfig({ protectedPrincipals: ["arn:*"] });
    expect(decide(about({ alert, config })).type).toBe("refuse");
  });
});

test("a wrong setting is named, with what would be right", () => {
  expect(() => readConfig({ liftAfterSeconds: 60 })).toThrow(/liftAfterSeconds/);
  expect(() => readConfig({ protectedPrincipals: ["app"] })).toThrow(/ARN pattern/);
  expect(() => readConfig({ protectedprincipals: [] })).toThrow(/protectedprincipals/);
});
