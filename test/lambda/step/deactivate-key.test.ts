import {
  CreateUserCommand,
  DeleteAccessKeyCommand,
  DeleteUserCommand,
  DeleteUserPolicyCommand,
  GetUserCommand,
  UpdateAccessKeyCommand,
  UpdateUserCommand,
} from "@aws-sdk/client-iam";
import { ListSecretsCommand } from "@aws-sdk/client-secrets-manager";
import { GetSessionTokenCommand } from "@aws-sdk/client-sts";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import type { Aws } from "../../../lambda/aws.ts";
import { deactivateKey } from "../../../lambda/step/deactivate-key.ts";
import type { DeactivateKey } from "../../../lambda/steps.ts";
import { ACCOUNT, allow, createUser, keyOf, userArn } from "../../mock-aws/iam/cast.ts";
import { type Clients, startLocalAws, type TestAws } from "../../support/local-aws.ts";
import { keysOf } from "../../support/session.ts";
import { responderWith } from "./step-role.ts";

let aws: TestAws;
let responder: Aws;
let thief: Clients;
let step: DeactivateKey;

beforeAll(async () => {
  aws = await startLocalAws();
});
afterAll(() => aws.close());
beforeEach(async () => {
  await aws.aws.reset();
  responder = await responderWith(aws, deactivateKey.permissions);
  thief = await createUser(aws, "ann", allow(["iam:Get*", "iam:List*", "secretsmanager:*"]));
  const { User } = await aws.admin.iam.send(new GetUserCommand({ UserName: "ann" }));
  step = {
    type: "deactivate-key",
    account: ACCOUNT,
    userName: "ann",
    userArn: userArn("ann"),
    userId: User?.UserId ?? "",
    accessKeyId: thief.keys.accessKeyId,
  };
});

const work = (who: Clients) => who.iam.send(new GetUserCommand({ UserName: "ann" }));
const setStatus = (Status: "Active" | "Inactive", UserName = "ann") =>
  aws.admin.iam.send(new UpdateAccessKeyCommand({ UserName, AccessKeyId: step.accessKeyId, Status }));
const deleteKey = () =>
  aws.admin.iam.send(new DeleteAccessKeyCommand({ UserName: "ann", AccessKeyId: step.accessKeyId }));
const DEAD = { name: "InvalidClientTokenId" };

test("the leaked key stops working, and the user's other key works on", async () => {
  const other = aws.as(await keyOf(aws, "ann"));
  await work(thief);
  const applied = await deactivateKey.apply(responder, step);
  expect(applied).toMatchObject({ before: "Active", wrote: "Inactive", changed: true });
  await expect(work(thief)).rejects.toMatchObject(DEAD);
  await work(other);
  expect(await deactivateKey.holds(responder, step)).toEqual({ holds: true });
  expect(await deactivateKey.effective(responder, step)).toEqual({ holds: true });
});

test("the write is on the trail under the id that the step gives", async () => {
  const { requestId } = await deactivateKey.apply(responder, step);
  const trail: unknown = await (await fetch(`${aws.endpoint}/_mock/trail`)).json();
  const write = expect.objectContaining({ requestID: requestId, eventName: deactivateKey.recordedAs[0] });
  expect(trail).toContainEqual(expect.objectContaining({ event: write }));
});

test("what the key has opened before lives on: that is for the deny on the user", async () => {
  const session = aws.as(keysOf((await thief.sts.send(new GetSessionTokenCommand({}))).Credentials));
  await deactivateKey.apply(responder, step);
  await expect(work(thief)).rejects.toMatchObject(DEAD);
  await session.secrets.send(new ListSecretsCommand({}));
});

test("applied twice is once: the second time nothing is written", async () => {
  await deactivateKey.apply(responder, step);
  expect(await deactivateKey.apply(responder, step)).toMatchObject({ before: "Inactive", changed: false });
});

test("an intruder who activates the key again is noticed, and shut out again", async () => {
  await deactivateKey.apply(responder, step);
  await setStatus("Active");
  await work(thief);
  const holding = await deactivateKey.holds(responder, step);
  expect(holding).toEqual({ holds: false, because: expect.stringContaining("was activated again") });
  await deactivateKey.apply(responder, step);
  await expect(work(thief)).rejects.toMatchObject(DEAD);
});

test("an intruder who renames the user does not save the key", async () => {
  await aws.admin.iam.send(new UpdateUserCommand({ UserName: "ann", NewUserName: "eve" }));
  expect(await deactivateKey.holds(responder, step)).toMatchObject({ holds: false });
  await deactivateKey.apply(responder, step);
  await expect(thief.iam.send(new GetUserCommand({}))).rejects.toMatchObject(DEAD);
  await setStatus("Active", "eve");
  expect(await deactivateKey.holds(responder, step)).toMatchObject({ holds: false });
});

test("a key that is deleted is out of everybody's hands", async () => {
  await deactivateKey.apply(responder, step);
  await deleteKey();
  expect(await deactivateKey.holds(responder, step)).toEqual({ holds: true });
  expect(await deactivateKey.apply(responder, step)).toMatchObject({ before: null, changed: false });
  expect(await deactivateKey.undo(responder, step, { before: "Active", wrote: "Inactive" })).toMatchObject({
    outcome: "gone",
  });
});

test("a user who was made anew under the name keeps the new keys", async () => {
  await deleteKey();
  await aws.admin.iam.send(new DeleteUserPolicyCommand({ UserName: "ann", PolicyName: "work" }));
  await aws.admin.iam.send(new DeleteUserCommand({ UserName: "ann" }));
  await aws.admin.iam.send(new CreateUserCommand({ UserName: "ann" }));
  const fresh = aws.as(await keyOf(aws, "ann"));
  expect(await deactivateKey.apply(responder, step)).toMatchObject({ changed: false });
  expect(await deactivateKey.holds(responder, step)).toEqual({ holds: true });
  await expect(work(fresh)).rejects.toMatchObject({ name: "AccessDenied" });
});

test("after a false alarm the key works again; undoing twice is nothing", async () => {
  const { before, wrote } = await deactivateKey.apply(responder, step);
  expect(await deactivateKey.undo(responder, step, { before, wrote })).toMatchObject({ outcome: "restored" });
  await work(thief);
  expect(await deactivateKey.undo(responder, step, { before, wrote })).toMatchObject({ outcome: "restored" });
  await work(thief);
});

test("a key that was inactive before stays inactive after the lift", async () => {
  await setStatus("Inactive");
  const { before, wrote } = await deactivateKey.apply(responder, step);
  await deactivateKey.undo(responder, step, { before, wrote });
  await expect(work(thief)).rejects.toMatchObject(DEAD);
});

test("time alone never activates a key that has leaked", () => {
  expect(deactivateKey.inertAfterSeconds).toBeUndefined();
});
