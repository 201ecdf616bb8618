// Whom the responder leaves alone, what it cannot do, and that it says so: never a silent return.
import {
  CreateRoleCommand,
  DeleteRoleCommand,
  DeleteRolePolicyCommand,
  PutRolePolicyCommand,
} from "@aws-sdk/client-iam";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type Leak, leakSession, works } from "../support/leak.ts";
import { ACCOUNT_TRUST, policy, startService, type TestService } from "../support/service.ts";

let service: TestService;
let leak: Leak;
beforeEach(async () => {
  const protectedPrincipals = ["arn:aws:iam::*:role/break-glass-*"];
  service = await startService({ config: { protectedPrincipals, fallback: "none" } });
  leak = await leakSession(service);
});
afterEach(() => service.close());

describe("is refused, on record, with the reason", () => {
  test.each([
    ["a sample finding", () => leak.event({ additionalInfo: { value: '{"sample":true}' } }), /sample/],
    ["a role that does not exist", () => leak.event({ userName: "ghost" }), /There is no role ghost/],
    [
      "a role in an account that is not served",
      () => leak.event({ account: "444455556666" }),
      /444455556666 is not one that this responder serves/,
    ],
    ["a role that was made anew", () => leak.event({ principalId: "AROAOLDOLDOLDOLDOLD12:s" }), /made anew/],
    [
      "the responder's own role",
      () => leak.event({ userName: "credential-leak-responder", principalId: "" }),
      /own role/,
    ],
    [
      "an IAM user who was made anew",
      () => leak.event({ userType: "IAMUser", principalId: "AIDAEXAMPLEEXAMPLE123", userName: "admin" }),
      /made anew/,
    ],
    ["root", () => leak.event({ userType: "Root", principalId: "111122223333" }), /root/],
  ])("%s", async (_what, event, reason) => {
    await service.deliver(event());
    const incident = await service.incident();
    expect(incident.status).toBe("refused");
    expect(incident.because.join(" ")).toMatch(reason);
    await works(leak.stolen);
  });

  test("a role that was really deleted and made again under its name", async () => {
    const { iam } = service.admin;
    const event = leak.event();
    await iam.send(new DeleteRolePolicyCommand({ RoleName: "app", PolicyName: "work" }));
    await iam.send(new DeleteRoleCommand({ RoleName: "app" }));
    await iam.send(new CreateRoleCommand({ RoleName: "app", AssumeRolePolicyDocument: ACCOUNT_TRUST }));
    await service.deliver(event);
    expect(await service.incident()).toMatchObject({
      status: "refused",
      because: [expect.stringContaining("made anew")],
    });
  });
});

test("a protected principal waits for a person's word and is not touched", async () => {
  const { stolen, event } = await leakSession(service, "break-glass-admin");
  await service.deliver(event());
  await service.advance(30 * 60);
  expect(await service.incident()).toMatchObject({
    status: "awaiting-approval",
    because: [expect.stringContaining("protected")],
  });
  await works(stolen);
});

test("a role without room for the deny is a failed incident that says what to do, and is contained once there is room", async () => {
  const filler = policy({ Effect: "Allow", Action: "s3:GetObject", Resource: `arn:aws:s3:::${"x".repeat(9900)}` });
  await service.admin.iam.send(
    new PutRolePolicyCommand({ RoleName: "app", PolicyName: "filler", PolicyDocument: filler }),
  );
  await service.deliver(leak.event());
  const failed = await service.incident();
  expect(failed.status).toBe("failed");
  expect(failed.because.join(" ")).toMatch(/LimitExceeded.*10,240 characters/);

  await service.admin.iam.send(new DeleteRolePolicyCommand({ RoleName: "app", PolicyName: "filler" }));
  await service.advance(120);
  await expect(works(leak.stolen)).rejects.toMatchObject({ name: "AccessDenied" });
  expect((await service.incident()).status).toBe("contained");
});

test("a responder that may not write says so, and is not believed to have contained", async () => {
  await service.admin.iam.send(
    new PutRolePolicyCommand({
      RoleName: "credential-leak-responder",
      PolicyName: "forbidden",
      PolicyDocument: policy({ Effect: "Deny", Action: "iam:PutRolePolicy", Resource: "*" }),
    }),
  );
  await service.deliver(leak.event());
  const incident = await service.incident();
  expect(incident).toMatchObject({ status: "failed", proof: "none" });
  expect(incident.because.join(" ")).toMatch(/iam:PutRolePolicy/);
});

describe("input that cannot be understood fails loudly, with a clear error", () => {
  test.each([
    ["an empty object", {}, /no event as EventBridge delivers it/],
    ["a list", [], /no event as EventBridge delivers it/],
    ["a text", JSON.stringify("finding"), /no event as EventBridge delivers it/],
    ["an event without detail", { source: "aws.guardduty", "detail-type": "GuardDuty Finding" }, /detail/],
    ["wrong types", { source: 1, "detail-type": [], detail: {} }, /source/],
    [
      "another source",
      { source: "aws.config", "detail-type": "Config Rules Compliance Change", detail: {} },
      /No alert source/,
    ],
    ["an unknown request", { action: "explode" }, /The request cannot be read/],
  ])("%s", async (_what, event, message) => {
    const answer = await service.invoke(event);
    expect(answer).toMatchObject({
      failed: true,
      errorType: "BadInputError",
      errorMessage: expect.stringMatching(message),
    });
    expect(await service.deps.ledger.list(10)).toEqual([]);
  });
});
