import {
  ChangePasswordCommand,
  CreateLoginProfileCommand,
  DeleteAccessKeyCommand,
  DeleteLoginProfileCommand,
  DeleteUserCommand,
  DeleteUserPolicyCommand,
  GetLoginProfileCommand,
  UpdateLoginProfileCommand,
} from "@aws-sdk/client-iam";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { startLocalAws, type TestAws } from "../../support/local-aws.ts";
import { allow, createUser } from "./cast.ts";

let aws: TestAws;
beforeAll(async () => {
  aws = await startLocalAws();
});
beforeEach(() => aws.aws.reset());
afterAll(() => aws.close());

const ANN = { UserName: "ann", Password: "correct-Horse-1" };
const get = () => aws.admin.iam.send(new GetLoginProfileCommand(ANN));

test("a console password is given once, shown never, and taken away", async () => {
  await createUser(aws, "ann");
  await expect(get()).rejects.toMatchObject({
    name: "NoSuchEntityException",
    message: "Login Profile for User ann cannot be found.",
  });
  const { LoginProfile } = await aws.admin.iam.send(
    new CreateLoginProfileCommand({ ...ANN, PasswordResetRequired: true }),
  );
  expect(LoginProfile).toEqual({ UserName: "ann", CreateDate: new Date(aws.now()), PasswordResetRequired: true });
  await expect(aws.admin.iam.send(new CreateLoginProfileCommand(ANN))).rejects.toMatchObject({
    name: "EntityAlreadyExistsException",
  });
  await aws.admin.iam.send(new UpdateLoginProfileCommand({ UserName: "ann", PasswordResetRequired: false }));
  expect((await get()).LoginProfile?.PasswordResetRequired).toBe(false);
  await aws.admin.iam.send(new DeleteLoginProfileCommand(ANN));
  await expect(get()).rejects.toMatchObject({ name: "NoSuchEntityException" });
});

test("weak passwords are refused", async () => {
  await createUser(aws, "ann");
  for (const Password of ["Short-1", "onlylowercase", "lower1234567"]) {
    const weak = new CreateLoginProfileCommand({ UserName: "ann", Password });
    await expect(aws.admin.iam.send(weak)).rejects.toMatchObject({ name: "PasswordPolicyViolationException" });
  }
});

test("users change their own password when they know the old one", async () => {
  const ann = await createUser(aws, "ann", allow("iam:ChangePassword"));
  await aws.admin.iam.send(new CreateLoginProfileCommand(ANN));
  const change = (OldPassword: string) =>
    ann.iam.send(new ChangePasswordCommand({ OldPassword, NewPassword: "another-Horse-2" }));
  await expect(change("guess")).rejects.toMatchObject({ name: "AccessDenied" });
  await change(ANN.Password);
});

test("a user with a password is not deleted", async () => {
  const ann = await createUser(aws, "ann", allow("s3:*"));
  await aws.admin.iam.send(new CreateLoginProfileCommand(ANN));
  await aws.admin.iam.send(new DeleteAccessKeyCommand({ UserName: "ann", AccessKeyId: ann.keys.accessKeyId }));
  await aws.admin.iam.send(new DeleteUserPolicyCommand({ UserName: "ann", PolicyName: "work" }));
  const remove = () => aws.admin.iam.send(new DeleteUserCommand(ANN));
  await expect(remove()).rejects.toMatchObject({ message: "Cannot delete entity, must delete login profile first." });
  await aws.admin.iam.send(new DeleteLoginProfileCommand(ANN));
  await remove();
});

test("no password is ever on the trail", async () => {
  const ann = await createUser(aws, "ann", allow("iam:ChangePassword"));
  await aws.admin.iam.send(new CreateLoginProfileCommand(ANN));
  await ann.iam.send(new ChangePasswordCommand({ OldPassword: ANN.Password, NewPassword: "another-Horse-2" }));
  const trail = await (await fetch(`${aws.endpoint}/_mock/trail`)).text();
  expect(trail).toContain("CreateLoginProfile");
  expect(trail).not.toContain("Horse");
});
