// The main story in the attacker's terms: what a stolen session can still do, and what the team can.
import { DeleteRolePolicyCommand, GetRolePolicyCommand, PutRolePolicyCommand } from "@aws-sdk/client-iam";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { denyOlderSessions } from "../../lambda/older-sessions-policy.ts";
import { type Leak, leakSession, works } from "../support/leak.ts";
import { policy, startService, type TestService } from "../support/service.ts";

let service: TestService;
let leak: Leak;
beforeEach(async () => {
  service = await startService();
  leak = await leakSession(service);
});
afterEach(() => service.close());

const HOUR = 3600;
const named = { RoleName: "app", PolicyName: "AWSRevokeOlderSessions" };
const readDeny = () => service.admin.iam.send(new GetRolePolicyCommand(named));

test("a leaked session stops working while the team signs in again and works on", async () => {
  await works(leak.stolen);

  await service.deliver(leak.event());

  await expect(works(leak.stolen)).rejects.toMatchObject({ name: "AccessDenied" });
  await service.advance(31);
  await works(await service.assume("app", "alice"));
  expect(await service.incident()).toMatchObject({ status: "contained", principal: { kind: "role", name: "app" } });
});

test("a session that is opened while IAM still propagates the deny is denied too", async () => {
  service.aws.world().settings.iamPropagation = 4_000;
  await service.deliver(leak.event());
  const opened = await service.assume("app", "opened-meanwhile");
  await works(opened);
  await service.advance(4);
  await expect(works(opened)).rejects.toMatchObject({ name: "AccessDenied" });
});

test("proof grows with the evidence: effective in minutes, proven after two quiet hours, then lifted", async () => {
  await service.deliver(leak.event());
  await service.advance(2 * 60);
  expect((await service.incident()).proof).toBe("effective");

  await expect(works(leak.stolen)).rejects.toThrow();
  await service.advance(2 * HOUR + 20 * 60);
  expect(await service.incident()).toMatchObject({ proof: "proven", evidence: { denied: 1, missing: [] } });

  await service.sleepThrough(11);
  expect((await service.incident()).status).toBe("lifted");
  await expect(readDeny()).rejects.toMatchObject({ name: "NoSuchEntityException" });
});

describe("what stood in the policy before", () => {
  const THEIRS = `{ "Version": "2012-10-17",  "Statement": [{ "Sid": "Theirs", "Effect": "Deny", "Action": "iam:DeleteRole", "Resource": "*" }] }`;

  test("stays while the deny is there, and stands there to the letter after the lift", async () => {
    await service.admin.iam.send(new PutRolePolicyCommand({ ...named, PolicyDocument: THEIRS }));
    await service.deliver(leak.event());
    const during = decodeURIComponent((await readDeny()).PolicyDocument ?? "");
    expect(JSON.parse(during).Statement).toHaveLength(2);

    await service.sleepThrough(13);
    expect(decodeURIComponent((await readDeny()).PolicyDocument ?? "")).toBe(THEIRS);
  });

  test("a later cutoff of an operator's click is neither moved back nor lifted", async () => {
    const theirs = denyOlderSessions(null, "2026-03-01T10:00:00Z");
    await service.admin.iam.send(new PutRolePolicyCommand({ ...named, PolicyDocument: theirs }));
    await service.deliver(leak.event());
    expect(decodeURIComponent((await readDeny()).PolicyDocument ?? "")).toBe(theirs);
    await service.sleepThrough(14);
    expect(decodeURIComponent((await readDeny()).PolicyDocument ?? "")).toBe(theirs);
    expect((await service.incident()).status).toBe("lifted");
  });
});

describe("a person who lifts the deny by request", () => {
  test("has it undone at once and for good, with the reason on record", async () => {
    await service.deliver(leak.event());
    const { id } = await service.incident();
    expect(await service.invoke({ action: "lift", id, reason: "a drill of ours" })).toMatchObject({ status: "lifted" });
    await service.advance(10 * 60);
    await works(leak.stolen);
    expect((await service.incident()).entries.at(-1)).toMatchObject({
      type: "lifted",
      reason: "requested: a drill of ours",
    });
  });

  test("is told where there is nothing to lift", async () => {
    expect(await service.invoke({ action: "lift", id: "none", reason: "x" })).toMatchObject({
      refused: "There is no incident none.",
    });
    await service.deliver(leak.event({ additionalInfo: { sample: true } }));
    const { id } = await service.incident();
    expect(await service.invoke({ action: "lift", id, reason: "x" })).toMatchObject({
      refused: expect.stringContaining("is refused"),
    });
  });
});

describe("an intruder who may edit the role", () => {
  test.each([
    ["deletes the deny", () => service.admin.iam.send(new DeleteRolePolicyCommand(named))],
    [
      "moves its cutoff back",
      () =>
        service.admin.iam.send(
          new PutRolePolicyCommand({ ...named, PolicyDocument: denyOlderSessions(null, "2020-01-01T00:00:00Z") }),
        ),
    ],
    [
      "narrows it",
      () =>
        service.admin.iam.send(
          new PutRolePolicyCommand({
            ...named,
            PolicyDocument: policy({ Effect: "Deny", Action: "s3:*", Resource: "*" }),
          }),
        ),
    ],
  ])("%s, and is denied again within a minute, on record", async (_how, tamper) => {
    await service.deliver(leak.event());
    await tamper();
    await works(leak.stolen);

    await service.advance(60);

    await expect(works(leak.stolen)).rejects.toMatchObject({ name: "AccessDenied" });
    const { entries } = await service.incident();
    expect(entries.filter(({ type }) => type === "tamper")).toHaveLength(1);
  });

  test("and what got through meanwhile is called leaking, with the call, and unproven as long as nothing shows that it was stopped", async () => {
    await service.deliver(leak.event());
    await service.advance(40);
    await service.admin.iam.send(new DeleteRolePolicyCommand(named));
    await works(leak.stolen);
    await service.advance(10 * 60);
    expect(await service.incident()).toMatchObject({
      proof: "leaking",
      evidence: { allowed: [{ call: "iam:GetUser", accessKeyId: leak.stolen.keys.accessKeyId }] },
    });
    await service.advance(2.5 * HOUR);
    expect(await service.incident()).toMatchObject({
      proof: "unproven",
      evidence: {
        missing: expect.arrayContaining([expect.stringContaining("none has been refused by an explicit deny since")]),
      },
    });
  });

  test("is seen leaking though he puts the deny back himself, and is refused before and after", async () => {
    service.aws.world().settings.eventDelay = 24 * HOUR * 1000; // EventBridge does not tell of it.
    await service.deliver(leak.event());
    await service.advance(7 * 60);
    await expect(works(leak.stolen)).rejects.toThrow(/explicit deny/);
    await service.advance(10);
    const PolicyDocument = decodeURIComponent((await readDeny()).PolicyDocument ?? "");
    await service.admin.iam.send(new DeleteRolePolicyCommand(named));
    await works(leak.stolen);
    await service.admin.iam.send(new PutRolePolicyCommand({ ...named, PolicyDocument }));
    await service.advance(10);
    await expect(works(leak.stolen)).rejects.toThrow(/explicit deny/);
    await service.advance(20 * 60);
    expect(await service.incident()).toMatchObject({
      proof: "leaking",
      evidence: { missing: expect.arrayContaining([expect.stringMatching(/ours was out of place meanwhile/)]) },
    });
  });
});
