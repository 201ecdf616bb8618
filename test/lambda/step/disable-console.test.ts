import {
  CreateLoginProfileCommand,
  CreateUserCommand,
  DeleteUserCommand,
  GetLoginProfileCommand,
  UpdateUserCommand,
} from "@aws-sdk/client-iam";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import type { Aws } from "../../../lambda/aws.ts";
import { disableConsole } from "../../../lambda/step/disable-console.ts";
import type { DisableConsole } from "../../../lambda/steps.ts";
import { ACCOUNT, userArn } from "../../mock-aws/iam/cast.ts";
import { startLocalAws, type TestAws } from "../../support/local-aws.ts";
import { responderWith } from "./step-role.ts";

let aws: TestAws;
let responder: Aws;
let step: DisableConsole;

beforeAll(async () => {
  aws = await startLocalAws();
});
afterAll(() => aws.close());
beforeEach(async () => {
  await aws.aws.reset();
  responder = await responderWith(aws, disableConsole.permissions);
  const { User } = await aws.admin.iam.send(new CreateUserCommand({ UserName: "ann" }));
  step = {
    type: "disable-console",
    account: ACCOUNT,
    userName: "ann",
    userArn: userArn("ann"),
    userId: User?.UserId ?? "",
  };
});

const choosePassword = () =>
  aws.admin.iam.send(new CreateLoginProfileCommand({ UserName: "ann", Password: "correct-Horse-1" }));
const password = () => aws.admin.iam.send(new GetLoginProfileCommand({ UserName: "ann" }));
const NONE = { name: "NoSuchEntityException" };

test("the user's password is gone, and the step knows no password", async () => {
  await choosePassword();
  const applied = await disableConsole.apply(responder, step);
  await expect(password()).rejects.toMatchObject(NONE);
  expect(applied).toMatchObject({ changed: true, wrote: "no login profile", requestId: expect.any(String) });
  expect(JSON.parse(applied.before ?? "")).toEqual({
    createdAt: "2026-03-01T09:00:00.000Z",
    passwordResetRequired: false,
  });
  expect(await disableConsole.holds(responder, step)).toEqual({ holds: true });
  expect(await disableConsole.effective(responder, step)).toEqual({ holds: true });
});

test("applied twice is once, and without a password there is nothing to do", async () => {
  await choosePassword();
  await disableConsole.apply(responder, step);
  expect(await disableConsole.apply(responder, step)).toMatchObject({ before: null, changed: false });
});

test("an intruder who gives the user a password again is noticed, and loses it again", async () => {
  await choosePassword();
  await disableConsole.apply(responder, step);
  await choosePassword();
  const holding = await disableConsole.holds(responder, step);
  expect(holding).toEqual({ holds: false, because: "The user ann has a console password again." });
  await disableConsole.apply(responder, step);
  await expect(password()).rejects.toMatchObject(NONE);
});

test("an intruder who renames the user does not save the password", async () => {
  await choosePassword();
  await aws.admin.iam.send(new UpdateUserCommand({ UserName: "ann", NewUserName: "eve" }));
  expect(await disableConsole.holds(responder, step)).toMatchObject({ holds: false });
  await disableConsole.apply(responder, step);
  await expect(aws.admin.iam.send(new GetLoginProfileCommand({ UserName: "eve" }))).rejects.toMatchObject(NONE);
});

test("a user who was made anew under the name keeps the password", async () => {
  await aws.admin.iam.send(new DeleteUserCommand({ UserName: "ann" }));
  await aws.admin.iam.send(new CreateUserCommand({ UserName: "ann" }));
  await choosePassword();
  expect(await disableConsole.holds(responder, step)).toEqual({ holds: true });
  expect(await disableConsole.apply(responder, step)).toMatchObject({ changed: false });
  await password();
});

test("undoing gives no password back and says how a person does", async () => {
  await choosePassword();
  const { before, wrote } = await disableConsole.apply(responder, step);
  for (const _ of ["once", "twice"]) {
    const undone = await disableConsole.undo(responder, step, { before, wrote });
    expect(undone).toMatchObject({
      outcome: "left",
      note: expect.stringContaining("aws iam create-login-profile --user-name ann --password-reset-required"),
    });
  }
  await expect(password()).rejects.toMatchObject(NONE);
});

test("undoing leaves a new password alone", async () => {
  await choosePassword();
  const { before, wrote } = await disableConsole.apply(responder, step);
  await choosePassword();
  const undone = await disableConsole.undo(responder, step, { before, wrote });
  expect(undone).toMatchObject({ outcome: "gone", note: expect.stringContaining("new console password") });
  await password();
});

test("undoing has nothing to do where there was no password, or is no user", async () => {
  const { before, wrote } = await disableConsole.apply(responder, step);
  expect(await disableConsole.undo(responder, step, { before, wrote })).toMatchObject({ outcome: "restored" });
  await aws.admin.iam.send(new DeleteUserCommand({ UserName: "ann" }));
  expect(await disableConsole.undo(responder, step, { before, wrote })).toMatchObject({ outcome: "gone" });
});
