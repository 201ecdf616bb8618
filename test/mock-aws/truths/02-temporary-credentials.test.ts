// Temporary credentials have four parts, expire, and cannot be cancelled; who needs more asks again.
import { DeleteAccessKeyCommand, DeleteUserCommand, DeleteUserPolicyCommand } from "@aws-sdk/client-iam";
import {
  AssumeRoleCommand,
  GetFederationTokenCommand,
  type GetFederationTokenCommandOutput,
  GetSessionTokenCommand,
} from "@aws-sdk/client-sts";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { type Clients, startLocalAws, type TestAws } from "../../support/local-aws.ts";
import { otherAccount } from "../../support/other-account.ts";
import { keysOf } from "../../support/session.ts";
import { allow, assume, createRole, createUser, roleArn } from "../iam/cast.ts";
import { createLongRole, MAY_WORK, putOnRole, REFUSED, WHO, WORK } from "./scene.ts";

let aws: TestAws;
beforeAll(async () => {
  aws = await startLocalAws();
});
beforeEach(() => aws.aws.reset());
afterAll(() => aws.close());

const HOUR = 3600;
const invalid = (message: string) => ({ name: "ValidationError", message: expect.stringContaining(message) });

describe("the four parts", () => {
  test("are a key id, a secret, a token and an end", async () => {
    await createRole(aws, "app");
    const wish = { RoleArn: roleArn("app"), RoleSessionName: "alice" };
    const { Credentials } = await aws.admin.sts.send(new AssumeRoleCommand(wish));
    expect(Credentials).toEqual({
      AccessKeyId: expect.stringMatching(/^ASIA[A-Z2-7]{16}$/),
      SecretAccessKey: expect.stringMatching(/^[\w+/]{40}$/),
      SessionToken: expect.stringMatching(/^.{100,}$/),
      Expiration: new Date(aws.now() + HOUR * 1000),
    });
  });

  test("are needed together: no key without its secret and its token, nor with another's", async () => {
    await createRole(aws, "app");
    const [mine, others] = [await assume(aws.admin, "app"), await assume(aws.admin, "app")];
    await aws.as(mine).sts.send(WHO);
    const { accessKeyId, secretAccessKey } = mine;
    const unknown = { name: "InvalidClientTokenId", $metadata: { httpStatusCode: 403 } };
    await expect(aws.as({ accessKeyId, secretAccessKey }).sts.send(WHO)).rejects.toMatchObject(unknown);
    const strange = { ...mine, sessionToken: others.sessionToken ?? "" };
    await expect(aws.as(strange).sts.send(WHO)).rejects.toMatchObject(unknown);
    const guessed = { ...mine, secretAccessKey: others.secretAccessKey };
    await expect(aws.as(guessed).sts.send(WHO)).rejects.toMatchObject({ name: "SignatureDoesNotMatch" });
  });
});

describe("the end", () => {
  test("comes to the second; afterwards every service says that the token has expired, GetCallerIdentity too", async () => {
    await createRole(aws, "app", { may: [MAY_WORK] });
    const session = aws.as(await assume(aws.admin, "app", { DurationSeconds: 900 }));
    await aws.advance(899);
    await session.sts.send(WHO);
    await session.ec2.send(WORK);
    await aws.advance(1);
    await expect(session.sts.send(WHO)).rejects.toMatchObject({
      name: "ExpiredToken",
      message: "The security token included in the request is expired",
    });
    await expect(session.ec2.send(WORK)).rejects.toMatchObject({ name: "RequestExpired" });
  });

  test("cannot be brought forward: neither the key nor the user who asked need be there any more", async () => {
    await createRole(aws, "app", { may: [MAY_WORK] });
    const ann = await createUser(aws, "ann", allow("sts:AssumeRole"));
    const session = aws.as(await assume(ann, "app"));
    const { iam } = aws.admin;
    await iam.send(new DeleteAccessKeyCommand({ UserName: "ann", AccessKeyId: ann.keys.accessKeyId }));
    await iam.send(new DeleteUserPolicyCommand({ UserName: "ann", PolicyName: "work" }));
    await iam.send(new DeleteUserCommand({ UserName: "ann" }));
    await aws.advance(HOUR - 1);
    await session.ec2.send(WORK);
  });

  test("cannot be put off: renewing is asking again, for another key, and leaves the first one its own end", async () => {
    await createRole(aws, "app");
    const first = await assume(aws.admin, "app");
    await aws.advance(HOUR - 60);
    const second = await assume(aws.admin, "app");
    expect(second.accessKeyId).not.toBe(first.accessKeyId);
    await aws.as(first).sts.send(WHO);
    await aws.advance(60);
    await expect(aws.as(first).sts.send(WHO)).rejects.toMatchObject({ name: "ExpiredToken" });
    await aws.as(second).sts.send(WHO);
  });
});

describe("how long AssumeRole's last", () => {
  const ask = (who: Pick<Clients, "sts">, DurationSeconds: number) => assume(who, "app", { DurationSeconds });

  test("an hour, where nothing is said, even if the role allows more", async () => {
    await createLongRole(aws, "app", 12 * HOUR);
    const session = aws.as(await assume(aws.admin, "app"));
    await aws.advance(HOUR - 1);
    await session.sts.send(WHO);
    await aws.advance(1);
    await expect(session.sts.send(WHO)).rejects.toMatchObject({ name: "ExpiredToken" });
  });

  test("15 minutes at least, and no longer than the role allows", async () => {
    await createLongRole(aws, "app", 2 * HOUR);
    await ask(aws.admin, 900);
    await ask(aws.admin, 2 * HOUR);
    await expect(ask(aws.admin, 899)).rejects.toMatchObject(
      invalid("Member must have value greater than or equal to 900"),
    );
    await expect(ask(aws.admin, 2 * HOUR + 1)).rejects.toMatchObject(
      invalid("exceeds the MaxSessionDuration set for this role"),
    );
  });

  test("twelve hours at most, which a role can allow", async () => {
    await createLongRole(aws, "app", 12 * HOUR);
    const session = aws.as(await ask(aws.admin, 12 * HOUR));
    await expect(ask(aws.admin, 12 * HOUR + 1)).rejects.toMatchObject(
      invalid("Member must have value less than or equal to 43200"),
    );
    await aws.advance(12 * HOUR - 1);
    await session.sts.send(WHO);
  });

  test.each([3599, 43_201])("a role cannot allow %i seconds", async (seconds) => {
    await expect(createLongRole(aws, "app", seconds)).rejects.toMatchObject({ name: "ValidationError" });
  });

  describe("asked for with temporary credentials (role chaining)", () => {
    const CHAINED = invalid("exceeds the 1 hour session limit for roles assumed by role chaining");

    test("is an hour at most, whatever both roles allow; longer is refused, not cut", async () => {
      await createLongRole(aws, "first", 12 * HOUR, allow("sts:AssumeRole"));
      await createLongRole(aws, "app", 12 * HOUR);
      const first = aws.as(await assume(aws.admin, "first", { DurationSeconds: 12 * HOUR }));
      await expect(ask(first, HOUR + 1)).rejects.toMatchObject(CHAINED);
      await ask(first, HOUR);
    });

    test("holds for a role that assumes itself, as often as it likes", async () => {
      await createLongRole(aws, "app", 12 * HOUR, allow("sts:AssumeRole"), MAY_WORK);
      let session = aws.as(await ask(aws.admin, HOUR));
      for (let round = 0; round < 3; round++) {
        await aws.advance(HOUR - 1);
        session = aws.as(await ask(session, HOUR));
      }
      await session.ec2.send(WORK);
      await expect(ask(session, HOUR + 1)).rejects.toMatchObject(CHAINED);
    });

    test("holds for a user's session token as well", async () => {
      await createLongRole(aws, "app", 12 * HOUR);
      const { Credentials } = await aws.admin.sts.send(new GetSessionTokenCommand({}));
      const token = aws.as(keysOf(Credentials));
      await expect(ask(token, HOUR + 1)).rejects.toMatchObject(CHAINED);
      await ask(token, HOUR);
    });
  });
});

describe("how long a user's own last", () => {
  const seconds = ({ Credentials }: Pick<GetFederationTokenCommandOutput, "Credentials">) =>
    (Number(Credentials?.Expiration) - aws.now()) / 1000;

  describe.each([
    ["GetSessionToken", ({ sts }: Clients, wish: object) => sts.send(new GetSessionTokenCommand(wish))],
    [
      "GetFederationToken",
      ({ sts }: Clients, wish: object) => sts.send(new GetFederationTokenCommand({ Name: "carol", ...wish })),
    ],
  ])("by %s", (_name, ask) => {
    test("twelve hours, where nothing is said; 15 minutes at least and 36 hours at most", async () => {
      expect(seconds(await ask(aws.admin, {}))).toBe(12 * HOUR);
      expect(seconds(await ask(aws.admin, { DurationSeconds: 900 }))).toBe(900);
      expect(seconds(await ask(aws.admin, { DurationSeconds: 36 * HOUR }))).toBe(36 * HOUR);
      for (const DurationSeconds of [899, 36 * HOUR + 1])
        await expect(ask(aws.admin, { DurationSeconds })).rejects.toMatchObject({ name: "ValidationError" });
    });

    test("for root an hour at most", async () => {
      const root = otherAccount(aws);
      expect(seconds(await ask(root, {}))).toBe(HOUR);
      expect(seconds(await ask(root, { DurationSeconds: 900 }))).toBe(900);
      expect(seconds(await ask(root, { DurationSeconds: 2 * HOUR }))).toBe(HOUR);
    });
  });
});

test("what a session may do is not in its token: it is asked anew at each call", async () => {
  await createRole(aws, "app");
  const session = aws.as(await assume(aws.admin, "app"));
  await expect(session.ec2.send(WORK)).rejects.toMatchObject(REFUSED);
  await putOnRole(aws, "app", MAY_WORK);
  await session.ec2.send(WORK);
});
