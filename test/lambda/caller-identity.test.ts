// Who approves: AWS's word for it, and what somebody could try in order to be taken for another.
import { GetFederationTokenCommand } from "@aws-sdk/client-sts";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type CallerProof, proveCaller } from "../../lambda/caller-identity.ts";
import { presignCaller } from "../../lambda/presign-caller.ts";
import { ACCOUNT, allow, assume, createRole, createUser, deny } from "../mock-aws/iam/cast.ts";
import { type Clients, type Keys, startLocalAws, type TestAws } from "../support/local-aws.ts";
import { keysOf } from "../support/session.ts";

const APPROVE = { action: "approve", incident: "20260301T090000Z-1a2b3c4d" };

let aws: TestAws;
let security: Clients;
let proof: CallerProof;

const sign = (keys: Keys, asked = APPROVE, changes = {}) =>
  presignCaller(asked, { credentials: keys, region: "eu-west-1", endpoint: aws.endpoint, ...changes });
const prove = (given: CallerProof, asked = APPROVE) => proveCaller(given, asked, { fetch, endpoint: aws.endpoint });

beforeAll(async () => {
  aws = await startLocalAws();
  await createRole(aws, "security");
  security = aws.as(await assume(aws.admin, "security", { RoleSessionName: "ann" }));
  proof = await sign(security.keys);
});
afterAll(() => aws.close());

describe("names the caller", () => {
  test("a session of a role", async () => {
    expect(await prove(proof)).toEqual({
      proven: true,
      caller: {
        arn: `arn:aws:sts::${ACCOUNT}:assumed-role/security/ann`,
        account: ACCOUNT,
        userId: expect.stringMatching(/^AROA[A-Z0-9]+:ann$/),
        accessKeyId: security.keys.accessKeyId,
      },
    });
  });

  test("an IAM user by key, and who was federated with it", async () => {
    const ben = await createUser(aws, "ben", allow("sts:GetFederationToken"));
    expect(await prove(await sign(ben.keys))).toMatchObject({
      caller: { arn: `arn:aws:iam::${ACCOUNT}:user/ben`, userId: expect.stringMatching(/^AIDA/) },
    });
    const { Credentials } = await ben.sts.send(new GetFederationTokenCommand({ Name: "guest" }));
    expect(await prove(await sign(keysOf(Credentials)))).toMatchObject({
      caller: { arn: `arn:aws:sts::${ACCOUNT}:federated-user/guest`, userId: `${ACCOUNT}:guest` },
    });
  });

  test("also one who is denied everything: whether that one may approve is another question", async () => {
    await createRole(aws, "denied", { may: [deny("*")] });
    const thief = await assume(aws.admin, "denied", { RoleSessionName: "thief" });
    expect(await prove(await sign(thief))).toMatchObject({
      proven: true,
      caller: { arn: `arn:aws:sts::${ACCOUNT}:assumed-role/denied/thief` },
    });
  });
});

describe("a proof is for one request", () => {
  test.each([
    ["another action", { ...APPROVE, action: "lift" }],
    ["another incident", { ...APPROVE, incident: "20260301T090000Z-5e6f7a8b" }],
  ])("and not for %s", async (_what, asked) => {
    expect(await prove(proof, asked)).toMatchObject({
      proven: false,
      because: expect.stringMatching(/^The proof is for another request/),
    });
  });

  test("also where the header is changed: STS finds that something else was signed", async () => {
    const lift = { ...APPROVE, action: "lift" };
    const forged = { ...proof, headers: { "X-Credential-Leak-Request": "lift:20260301T090000Z-1a2b3c4d" } };
    expect(await prove(forged, lift)).toMatchObject({ because: expect.stringMatching(/SignatureDoesNotMatch/) });
  });

  test("nor for one that no header could carry", async () => {
    expect(await prove(proof, { action: "approve", incident: "x\r\nhost: evil" })).toMatchObject({ proven: false });
    await expect(sign(security.keys, { action: "approve:lift", incident: "x" })).rejects.toThrow(/no request/);
  });
});

describe("a proof ends", () => {
  const minutesAgo = (minutes: number) => new Date(Date.now() - minutes * 60_000);

  test("after fifteen minutes", async () => {
    expect(await prove(await sign(security.keys, APPROVE, { signedAt: minutesAgo(14) }))).toMatchObject({
      proven: true,
    });
    expect(await prove(await sign(security.keys, APPROVE, { signedAt: minutesAgo(16) }))).toMatchObject({
      proven: false,
      because: expect.stringMatching(/older than 15 minutes/),
    });
  });

  test("with its credential", async () => {
    const later = await startLocalAws();
    await createRole(later, "security");
    const keys = await assume(later.admin, "security", { RoleSessionName: "ann" });
    const early = await sign(keys, APPROVE, { endpoint: later.endpoint });
    await later.advance(3601);
    const answer = await proveCaller(early, APPROVE, { fetch, endpoint: later.endpoint });
    await later.close();
    expect(answer).toMatchObject({ proven: false, because: expect.stringMatching(/ExpiredToken/) });
  });

  test("and never begins with a key that nobody has", async () => {
    const nobody = { accessKeyId: "AKIAI44QH8DHBEXAMPLE", secretAccessKey: "x".repeat(40) };
    expect(await prove(await sign(nobody))).toMatchObject({
      proven: false,
      because: expect.stringMatching(/InvalidClientTokenId/),
    });
  });
});

describe("nothing but STS is asked", () => {
  const never = () => {
    throw new Error("was asked");
  };
  const changed = (change: (url: URL) => void): CallerProof => {
    const url = new URL(proof.url);
    change(url);
    return { ...proof, url: url.href };
  };
  const set = (name: string, value: string) => changed((url) => url.searchParams.set(name, value));

  /** As in AWS, where no endpoint is set; a request would be an error that is not swallowed. */
  const where = async (url: string, endpoint?: string) => {
    const asked: string[] = [];
    const fetching = async (to: string | URL | Request) => {
      asked.push(new URL(String(to)).origin);
      return new Response("");
    };
    await proveCaller({ ...proof, url }, APPROVE, { fetch: fetching as typeof fetch, endpoint });
    return asked;
  };
  const at = (origin: string) => `${origin}/${new URL(proof.url).search}`;

  test.each([
    "https://sts.amazonaws.com",
    "https://sts.eu-west-1.amazonaws.com",
    "https://sts.us-gov-west-1.amazonaws.com",
    "https://sts.cn-north-1.amazonaws.com.cn",
  ])("%s is STS", async (origin) => {
    expect(await where(at(origin))).toEqual([origin]);
  });

  test.each([
    ["in clear", "http://sts.amazonaws.com"],
    ["another host", "https://example.com"],
    ["a host that begins so", "https://sts.amazonaws.com.example.com"],
    ["a host that ends so", "https://evilsts.amazonaws.com"],
    ["a bucket by that name", "https://sts.s3-us-west-2.amazonaws.com"],
    ["another service", "https://iam.amazonaws.com"],
    ["another port", "https://sts.amazonaws.com:8443"],
    ["a user before the host", "https://sts.amazonaws.com@example.com"],
    ["a user of STS", "https://a:b@sts.amazonaws.com"],
    ["the metadata service", "http://169.254.169.254"],
    ["the machine itself", "http://127.0.0.1:4566"],
    ["a file", "file://sts.amazonaws.com"],
    ["no address", "sts"],
  ])("%s is not", async (_what, origin) => {
    expect(await where(at(origin))).toEqual([]);
  });

  test("nor AWS, nor another port of this machine, where STS is said to be here", async () => {
    expect(await where(at("https://sts.amazonaws.com"), aws.endpoint)).toEqual([]);
    expect(await where(at("http://127.0.0.1:1"), aws.endpoint)).toEqual([]);
    expect(await where(at(aws.endpoint), aws.endpoint)).toEqual([aws.endpoint]);
    expect(await where(at("http://sts.example.com"), "http://sts.example.com")).toEqual([]);
  });

  test.each<[string, () => CallerProof]>([
    ["another path", () => ({ ...proof, url: proof.url.replace("/?", "/x?") })],
    ["another action", () => set("Action", "GetSessionToken")],
    [
      "another action before the right one",
      () => ({ ...proof, url: proof.url.replace("/?", "/?Action=GetSessionToken&") }),
    ],
    ["two actions", () => changed((url) => url.searchParams.append("Action", "GetSessionToken"))],
    ["an action in small letters beside", () => set("action", "GetSessionToken")],
    ["a parameter more", () => set("RoleArn", "x")],
    ["a parameter less", () => changed((url) => url.searchParams.delete("X-Amz-Signature"))],
    ["a longer life", () => set("X-Amz-Expires", "901")],
    ["no life", () => set("X-Amz-Expires", "0")],
    ["the binding header not signed", () => set("X-Amz-SignedHeaders", "host")],
    [
      "another service's signature",
      () => set("X-Amz-Credential", "AKIAIOSFODNN7EXAMPLE/20260301/us-east-1/iam/aws4_request"),
    ],
    ["a URL without end", () => set("X-Amz-Security-Token", "x".repeat(9000))],
  ])("%s is not sent", async (_what, spoilt) => {
    const answer = await proveCaller(spoilt(), APPROVE, { fetch: never, endpoint: aws.endpoint });
    expect(answer).toMatchObject({ proven: false, because: expect.stringMatching(/The proof is (no|not a)/) });
  });

  const SOMEBODY = `<Arn>arn:aws:iam::${ACCOUNT}:user/ann</Arn><UserId>AIDAX</UserId><Account>${ACCOUNT}</Account>`;

  test("an answer that names somebody is believed", async () => {
    const fetching: typeof fetch = async () => new Response(SOMEBODY);
    expect(await proveCaller(proof, APPROVE, { fetch: fetching, endpoint: aws.endpoint })).toMatchObject({
      proven: true,
    });
  });

  test.each<[string, () => Response]>([
    ["leads elsewhere", () => new Response(null, { status: 302, headers: { location: "http://169.254.169.254/" } })],
    ["has no end", () => new Response(`${SOMEBODY}${" ".repeat(100_000)}`)],
    ["names nobody", () => new Response("<Arn>root</Arn>")],
    ["is empty", () => new Response(null)],
  ])("an answer that %s proves nothing", async (_what, response) => {
    const redirects: unknown[] = [];
    const fetching: typeof fetch = async (_url, options) => {
      redirects.push(options?.redirect);
      return response();
    };
    expect(await proveCaller(proof, APPROVE, { fetch: fetching, endpoint: aws.endpoint })).toMatchObject({
      proven: false,
    });
    expect(redirects).toEqual(["manual"]);
  });
});

test("no reason ever holds the session token, whatever fails", async () => {
  const token = security.keys.sessionToken ?? "";
  const fails: typeof fetch = async (url) => {
    throw new TypeError(`fetch failed: ${url}`);
  };
  const repeats: typeof fetch = async (url) => new Response(`<Code>X</Code><Message>${url}</Message>`, { status: 403 });
  const answers = await Promise.all([
    ...[fails, repeats].map((fetching) => proveCaller(proof, APPROVE, { fetch: fetching, endpoint: aws.endpoint })),
    prove({ ...proof, headers: {} }),
    prove({ ...proof, url: proof.url.replace("127.0.0.1", "example.com") }),
    prove({ ...proof, url: `${proof.url}&x=1` }),
  ]);
  expect(answers.map(({ proven }) => proven)).toEqual([false, false, false, false, false]);
  const said = JSON.stringify(answers);
  expect(token.length).toBeGreaterThan(20);
  expect(said).not.toContain(token);
  expect(said).not.toContain(encodeURIComponent(token));
  expect(said).not.toContain("X-Amz-Security-Token=");
});
