import {
  CreateRoleCommand,
  DeleteRolePolicyCommand,
  GetRoleCommand,
  GetRolePolicyCommand,
  PutRolePolicyCommand,
} from "@aws-sdk/client-iam";
import { AssumeRoleCommand } from "@aws-sdk/client-sts";
import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { change, current, enforced, LONGEST_PROPAGATION, versioned } from "../../mock-aws/propagation.ts";
import { changeSettings } from "../../mock-aws/settings.ts";
import { type Clients, startLocalAws, type TestAws } from "../support/local-aws.ts";
import { keysOf, policy } from "../support/session.ts";

describe("a versioned value", () => {
  test("shows its newest value at once and enforces the one that has arrived", () => {
    const value = versioned("a", 0);
    change(value, "b", 100);
    change(value, "c", 200);
    expect(current(value)).toBe("c");
    expect([0, 99, 100, 199, 200].map((asOf) => enforced(value, asOf))).toEqual(["a", "a", "b", "b", "c"]);
  });

  test("enforces nothing before it was there", () => {
    expect(enforced(versioned("a", 100), 99)).toBeUndefined();
  });

  test("forgets only what no delay can still show", () => {
    const value = versioned(0, 0);
    const day = 24 * LONGEST_PROPAGATION;
    for (let index = 1; index <= 1000; index++) change(value, index, index * 60_000);
    change(value, 1001, day);
    expect(value.history.length).toBeLessThan(70);
    expect(enforced(value, day - LONGEST_PROPAGATION)).toBe(1000);
  });

  test("enforces at any moment the last change up to it", () => {
    const changes = fc.array(fc.integer({ min: 0, max: 1000 }), { maxLength: 20 });
    fc.assert(
      fc.property(changes, fc.integer({ min: 0, max: 1000 }), (times, asOf) => {
        const sorted = times.toSorted((one, other) => one - other);
        const value = versioned(-1, 0);
        for (const [index, time] of sorted.entries()) change(value, index, time);
        expect(enforced(value, asOf)).toBe(sorted.findLastIndex((time) => time <= asOf));
      }),
    );
  });
});

describe("with a propagation time of four seconds", () => {
  let aws: TestAws;
  let session: Clients;
  beforeEach(async () => {
    aws = await startLocalAws();
    const trust = { Effect: "Allow", Principal: { AWS: "111122223333" }, Action: "sts:AssumeRole" };
    await aws.admin.iam.send(new CreateRoleCommand({ RoleName: "app", AssumeRolePolicyDocument: policy(trust) }));
    await put("work", policy({ Effect: "Allow", Action: "iam:GetRole", Resource: "*" }));
    const RoleArn = "arn:aws:iam::111122223333:role/app";
    const { Credentials } = await aws.admin.sts.send(new AssumeRoleCommand({ RoleArn, RoleSessionName: "alice" }));
    session = aws.as(keysOf(Credentials));
    changeSettings(aws.aws.world().settings, { iamPropagation: "4s" });
    await aws.advance(60);
  });
  afterEach(() => aws.close());

  const put = (PolicyName: string, PolicyDocument: string) =>
    aws.admin.iam.send(new PutRolePolicyCommand({ RoleName: "app", PolicyName, PolicyDocument }));
  const work = () => session.iam.send(new GetRoleCommand({ RoleName: "app" }));
  const DENY = policy({ Effect: "Deny", Action: "*", Resource: "*" });

  test("a deny is read back at once and enforced four seconds later", async () => {
    await put("deny", DENY);
    await aws.admin.iam.send(new GetRolePolicyCommand({ RoleName: "app", PolicyName: "deny" }));
    await work();
    await aws.advance(3.999);
    await work();
    await aws.advance(0.001);
    await expect(work()).rejects.toMatchObject({
      name: "AccessDenied",
      message: expect.stringContaining("explicit deny"),
    });
  });

  test("a deny that is deleted inside that time works for exactly as long as it was there, four seconds later", async () => {
    await put("deny", DENY);
    await aws.advance(1);
    await aws.admin.iam.send(new DeleteRolePolicyCommand({ RoleName: "app", PolicyName: "deny" }));
    await aws.advance(3);
    await expect(work()).rejects.toMatchObject({ name: "AccessDenied" });
    await aws.advance(1);
    await work();
  });
});
