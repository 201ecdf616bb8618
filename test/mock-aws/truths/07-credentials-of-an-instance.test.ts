// The metadata service of an instance: how credentials are read from it, how long they are good, when they are renewed.
import {
  DescribeInstancesCommand,
  ModifyInstanceMetadataOptionsCommand,
  RebootInstancesCommand,
  RunInstancesCommand,
  StartInstancesCommand,
  StopInstancesCommand,
} from "@aws-sdk/client-ec2";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { createInstanceRole, imdsOf, runInstance } from "../../support/instance.ts";
import { startLocalAws, type TestAws } from "../../support/local-aws.ts";
import { ACCOUNT, allow, createUser } from "../iam/cast.ts";
import { DENIED_EXPLICITLY, MAY_WORK, revokeOlderSessions, WHO, WORK } from "./scene.ts";

const CREDENTIALS = "/latest/meta-data/iam/security-credentials/";
const HOUR = 3600;

let aws: TestAws;
let instanceId: string;
let imds: string;
beforeAll(async () => {
  aws = await startLocalAws();
});
beforeEach(async () => {
  await aws.aws.reset();
  await createInstanceRole(aws, "web", MAY_WORK);
  await useInstance();
});
afterAll(() => aws.close());

/** The instance whose metadata service is asked from now on: a new one, or one that runs already. */
async function useInstance(known?: string, options = {}): Promise<void> {
  instanceId = known ?? (await runInstance(aws, "web", { MetadataOptions: options })).InstanceId ?? "";
  imds = (await imdsOf(aws, instanceId)) ?? "";
}

const get = (path: string, headers: Record<string, string> = {}) => fetch(imds + path, { headers });

const put = (headers: Record<string, string>) => fetch(`${imds}/latest/api/token`, { method: "PUT", headers });
const TTL = "X-aws-ec2-metadata-token-ttl-seconds";

async function withToken(seconds = 6 * HOUR): Promise<Record<string, string>> {
  return { "X-aws-ec2-metadata-token": await (await put({ [TTL]: String(seconds) })).text() };
}

type Served = Record<
  "Code" | "LastUpdated" | "Type" | "AccessKeyId" | "SecretAccessKey" | "Token" | "Expiration",
  string
>;

async function served(headers: Record<string, string> = {}): Promise<Served> {
  return (await (await get(`${CREDENTIALS}web`, headers)).json()) as Served;
}

const thief = ({ AccessKeyId, SecretAccessKey, Token }: Served) =>
  aws.as({ accessKeyId: AccessKeyId, secretAccessKey: SecretAccessKey, sessionToken: Token });

const works = (credentials: Served) => thief(credentials).ec2.send(WORK);

describe("version 1", () => {
  test("gives the name of the role, then its credentials, to whoever can make the instance send a GET", async () => {
    expect(await (await get(CREDENTIALS)).text()).toBe("web");
    const credentials = await served();
    expect(credentials).toEqual({
      Code: "Success",
      LastUpdated: "2026-03-01T09:00:00Z",
      Type: "AWS-HMAC",
      AccessKeyId: expect.stringMatching(/^ASIA/),
      SecretAccessKey: expect.any(String),
      Token: expect.any(String),
      Expiration: "2026-03-01T15:35:00Z",
    });
    await works(credentials);
  });

  test("gives the thief the role itself, under the instance's id", async () => {
    expect(await thief(await served()).sts.send(WHO)).toMatchObject({
      Account: ACCOUNT,
      Arn: `arn:aws:sts::${ACCOUNT}:assumed-role/web/${instanceId}`,
    });
  });

  test("is refused where the instance requires version 2, from the start or later", async () => {
    await useInstance(undefined, { HttpTokens: "required" });
    expect((await get(`${CREDENTIALS}web`)).status).toBe(401);
    await useInstance();
    const stricter = { InstanceId: instanceId, HttpTokens: "required" as const };
    await aws.admin.ec2.send(new ModifyInstanceMetadataOptionsCommand(stricter));
    expect((await get(`${CREDENTIALS}web`)).status).toBe(401);
    expect((await get(`${CREDENTIALS}web`, await withToken())).status).toBe(200);
  });
});

describe("version 2", () => {
  test("takes a token first: a PUT, which says for how many seconds, and the token in every GET", async () => {
    const answer = await put({ [TTL]: "60" });
    expect(answer.headers.get(TTL)).toBe("60");
    const headers = { "X-aws-ec2-metadata-token": await answer.text() };
    await works(await served(headers));
    await aws.advance(59);
    expect((await get(CREDENTIALS, headers)).status).toBe(200);
    await aws.advance(1);
    expect((await get(CREDENTIALS, headers)).status).toBe(401);
  });

  test.each([
    ["without a time to live", {}],
    ["for no time at all", { [TTL]: "0" }],
    ["for more than six hours", { [TTL]: "21601" }],
  ])("refuses a PUT %s", async (_what, headers) => {
    expect((await put(headers as Record<string, string>)).status).toBe(400);
  });

  test("refuses a PUT that a proxy passed on", async () => {
    expect((await put({ [TTL]: "60", "X-Forwarded-For": "198.51.100.7" })).status).toBe(403);
  });

  test("refuses a token of another instance and one that was made up", async () => {
    const headers = await withToken();
    await useInstance();
    expect((await get(CREDENTIALS, headers)).status).toBe(401);
    expect((await get(CREDENTIALS, { "X-aws-ec2-metadata-token": "guess" })).status).toBe(401);
  });

  test("answers a PUT over one hop unless the instance is told to allow more; a policy can forbid more", async () => {
    const hops = async () => {
      const { Reservations } = await aws.admin.ec2.send(new DescribeInstancesCommand({ InstanceIds: [instanceId] }));
      return Reservations?.[0]?.Instances?.[0]?.MetadataOptions?.HttpPutResponseHopLimit;
    };
    expect(await hops()).toBe(1);
    const more = { InstanceId: instanceId, HttpPutResponseHopLimit: 2 };
    await aws.admin.ec2.send(new ModifyInstanceMetadataOptionsCommand(more));
    expect(await hops()).toBe(2);

    const Condition = { NumericGreaterThan: { "ec2:MetadataHttpPutResponseHopLimit": "1" } };
    const ann = await createUser(aws, "ann", allow("*"), {
      Effect: "Deny",
      Action: "ec2:RunInstances",
      Resource: "arn:aws:ec2:*:*:instance/*",
      Condition,
    });
    const wish = { ImageId: "ami-0abcdef1234567890", MinCount: 1, MaxCount: 1 };
    const far = { ...wish, MetadataOptions: { HttpPutResponseHopLimit: 2 } };
    await expect(ann.ec2.send(new RunInstancesCommand(far))).rejects.toMatchObject({ name: "UnauthorizedOperation" });
    await ann.ec2.send(new RunInstancesCommand({ ...wish, MetadataOptions: { HttpPutResponseHopLimit: 1 } }));
  });
});

test("neither version answers where the service is switched off", async () => {
  const headers = await withToken();
  const off = { InstanceId: instanceId, HttpEndpoint: "disabled" as const };
  await aws.admin.ec2.send(new ModifyInstanceMetadataOptionsCommand(off));
  expect((await get(CREDENTIALS)).status).toBe(403);
  expect((await get(CREDENTIALS, headers)).status).toBe(403);
});

describe("the credentials", () => {
  test("are good for more than six hours, whatever the role's longest session is", async () => {
    const { Expiration, LastUpdated } = await served(); // The role's MaxSessionDuration is an hour.
    expect(Date.parse(Expiration) - Date.parse(LastUpdated)).toBe((6 * HOUR + 35 * 60) * 1000);
    const stolen = await served();
    await aws.advance(6 * HOUR + 35 * 60 - 1);
    await works(stolen);
    await aws.advance(1);
    await expect(works(stolen)).rejects.toMatchObject({ name: "RequestExpired" });
  });

  test("are the same at every request until they are renewed, five minutes before they end", async () => {
    const first = await served();
    await aws.advance(6 * HOUR + 30 * 60 - 1);
    expect(await served()).toEqual(first);
    await aws.advance(1);
    const second = await served();
    expect(second.AccessKeyId).not.toBe(first.AccessKeyId);
    await Promise.all([works(first), works(second)]);
    await aws.advance(3 * 24 * HOUR);
    await works(await served());
  });

  test("are served until then, revoked or not; those that come after are good", async () => {
    const before = await served();
    await revokeOlderSessions(aws, "web", aws.now() + 30_000);
    await aws.advance(HOUR);
    expect(await served()).toEqual(before);
    await expect(works(await served())).rejects.toMatchObject(DENIED_EXPLICITLY);
    await aws.advance(5 * HOUR + 30 * 60);
    await works(await served());
    await expect(works(before)).rejects.toThrow();
  });

  describe("of a revoked instance", () => {
    beforeEach(async () => {
      await revokeOlderSessions(aws, "web", aws.now() + 30_000);
      await aws.advance(60);
    });

    test("are renewed when it is stopped and started: the instance works again, the thief does not", async () => {
      const before = await served();
      const ids = { InstanceIds: [instanceId] };
      await aws.admin.ec2.send(new StopInstancesCommand(ids));
      expect(await imdsOf(aws, instanceId)).toBeNull();
      await aws.admin.ec2.send(new StartInstancesCommand(ids));
      await useInstance(instanceId);
      await works(await served());
      await expect(works(before)).rejects.toMatchObject(DENIED_EXPLICITLY);
    });

    test("are the same after it reboots", async () => {
      const before = await served();
      await aws.admin.ec2.send(new RebootInstancesCommand({ InstanceIds: [instanceId] }));
      expect(await served()).toEqual(before);
      await expect(works(await served())).rejects.toMatchObject(DENIED_EXPLICITLY);
    });

    test("stay what they are while new instances of the role get good ones", async () => {
      await useInstance();
      await works(await served());
    });
  });

  test("that were renewed by stop and start leave the stolen ones good, where nothing denies them", async () => {
    const stolen = await served();
    await aws.admin.ec2.send(new StopInstancesCommand({ InstanceIds: [instanceId] }));
    await works(stolen);
  });
});
