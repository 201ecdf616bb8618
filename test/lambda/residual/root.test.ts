// What root has made for itself: it has no user's name, and a command with one does nothing, or something to somebody else.
import {
  CreateAccessKeyCommand,
  DeleteAccessKeyCommand,
  ListAccessKeysCommand,
  ListUsersCommand,
  UpdateAccessKeyCommand,
} from "@aws-sdk/client-iam";
import { GetSessionTokenCommand } from "@aws-sdk/client-sts";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { residualOf } from "../../../lambda/residual/residual-of.ts";
import { wholeTrail } from "../../../mock-aws/cloudtrail/trail.ts";
import { type RootCast, startWithRoots } from "../../mock-aws/iam/root-cast.ts";
import type { Clients } from "../../support/local-aws.ts";
import { call, residual, said } from "./calls.ts";

describe("a key that root's leaked key has made", () => {
  let cast: RootCast;
  let root: Clients;
  let made: Clients;
  beforeEach(async () => {
    cast = await startWithRoots();
    root = cast.root();
    const { AccessKey } = await root.iam.send(new CreateAccessKeyCommand({}));
    made = cast.aws.as({
      accessKeyId: AccessKey?.AccessKeyId ?? "",
      secretAccessKey: AccessKey?.SecretAccessKey ?? "",
    });
    await made.iam.send(new ListUsersCommand({}));
  });
  afterEach(() => cast.aws.close());

  const left = () => {
    const trail = wholeTrail(cast.aws.aws.world()).map(({ record }) => record);
    const roots = trail.filter(({ userIdentity }) => userIdentity.type === "Root");
    return residualOf(
      roots.map((event) => ({ event })),
      cast.aws.now(),
    );
  };

  test("is ended by the commands that are shown, in root's own hands", async () => {
    const [item] = left().leftBehind;
    expect(item?.what).toBe(`access key ${made.keys.accessKeyId}`);
    const [off = "", gone = "", ...more] = item?.commands ?? [];
    expect(more).toEqual([]);
    await root.iam.send(new UpdateAccessKeyCommand(inputOf(off, "update-access-key")));
    await expect(made.iam.send(new ListUsersCommand({}))).rejects.toThrow();
    await root.iam.send(new DeleteAccessKeyCommand(inputOf(gone, "delete-access-key")));
    const { AccessKeyMetadata: keys = [] } = await root.iam.send(new ListAccessKeysCommand({}));
    expect(keys.map(({ AccessKeyId }) => AccessKeyId)).toEqual([root.keys.accessKeyId]);
    expect(said(left())).not.toContain(item?.what);
  });

  test("and a session of root's is said to end by itself", async () => {
    await root.sts.send(new GetSessionTokenCommand({}));
    expect(left().access).toMatchObject([{ commands: [], byHand: expect.stringContaining("by itself") }]);
  });
});

/** The input of IAM's operation, as the AWS CLI reads it from its options. */
function inputOf(command: string, operation: string): { AccessKeyId: string; Status: "Inactive" } {
  const [aws, iam, name, ...options] = command.split(" ");
  expect([aws, iam, name]).toEqual(["aws", "iam", operation]);
  const pairs = Array.from({ length: options.length / 2 }, (_, index) => options.slice(index * 2, index * 2 + 2));
  const input = pairs.map(([option = "", value]) => [
    option.replace(/^-|-([a-z])/g, (_all, letter: string | undefined) => letter?.toUpperCase() ?? ""),
    value,
  ]);
  return Object.fromEntries(input);
}

/** With an alias the trail shows it as root's user name, and a user may be called the same. */
describe("the alias of the account", () => {
  const userIdentity = { type: "Root", arn: "arn:aws:iam::111122223333:root", userName: "our-company" };
  const byRoot = (name: string, answered: object = {}) => residual(call(name, { answered, userIdentity }));

  test.each([
    ["iam:CreateAccessKey", { accessKey: { accessKeyId: "AKIAIOSFODNN7EXAMPLE", status: "Active" } }],
    ["iam:UploadSigningCertificate", { certificate: { certificateId: "TA7SMP42TDN5Z26OBPJE7EXAMPLE" } }],
    ["iam:CreateLoginProfile", {}],
    ["sts:GetSessionToken", { credentials: { accessKeyId: "ASIAIOSFODNN7EXAMPLE" } }],
    ["sts:GetFederationToken", { credentials: { accessKeyId: "ASIAIOSFODNN7EXAMPLE" } }],
    ["signin:ConsoleLogin", { ConsoleLogin: "Success" }],
  ])("is no user's name in what is to be done about %s", (name, answered) => {
    const { access, leftBehind } = byRoot(name, answered);
    expect(access.length + leftBehind.length).toBe(1);
    const [item] = [...access, ...leftBehind];
    expect(JSON.stringify(item)).not.toMatch(/our-company|--user-name|USER_NAME/);
    expect([item?.commands.length, item?.byHand]).not.toEqual([0, undefined]);
  });

  test("and what root does to a user is ended at that user", () => {
    const asked = { userName: "backup" };
    const answered = { accessKey: { ...asked, accessKeyId: "AKIAIOSFODNN7EXAMPLE" } };
    const result = residual(call("iam:CreateAccessKey", { asked, answered, userIdentity }));
    expect(said(result)).toEqual(["access key AKIAIOSFODNN7EXAMPLE"]);
    expect(result.leftBehind[0]?.commands[0]).toContain("--user-name backup");
  });
});
