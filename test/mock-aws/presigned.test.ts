import { CreateBucketCommand, PutObjectCommand } from "@aws-sdk/client-s3";
import { GetSessionTokenCommand } from "@aws-sdk/client-sts";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Keys, startLocalAws, type TestAws } from "../support/local-aws.ts";
import { minutesAgo, refusal } from "../support/refusal.ts";
import { keysOf } from "../support/session.ts";
import { sendPresigned, sendUnsigned, type Wish } from "../support/signed-request.ts";

let aws: TestAws;
let temporary: Keys;
beforeAll(async () => {
  aws = await startLocalAws();
  const { Credentials } = await aws.admin.sts.send(new GetSessionTokenCommand({ DurationSeconds: 3600 }));
  temporary = keysOf(Credentials);
});
afterAll(() => aws.close());

const BAD_SIGNATURE =
  "The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method. Consult the service documentation for details.";
const BAD_TOKEN = "The security token included in the request is invalid.";

type Changes = Partial<Parameters<typeof sendPresigned>[0]>;

/** Changes members of the query, or takes them away, once the URL is signed. */
const spoiling =
  (changes: Readonly<Record<string, string | undefined>>): NonNullable<Wish["spoil"]> =>
  (request) => {
    const query = Object.entries({ ...request.query, ...changes }).filter(([, value]) => value !== undefined);
    request.query = Object.fromEntries(query) as Record<string, string>;
  };

describe("a presigned GetCallerIdentity, which EKS takes for a token", () => {
  const presigned = (changes: Changes = {}) =>
    sendPresigned({
      endpoint: aws.endpoint,
      service: "sts",
      keys: temporary,
      method: "GET",
      query: { Action: "GetCallerIdentity", Version: "2011-06-15" },
      headers: { "x-k8s-aws-id": "cluster" },
      expiresIn: 60,
      ...changes,
    });

  test("names the caller", async () => {
    const answer = await presigned();
    expect(answer.status).toBe(200);
    expect(answer.body).toContain("arn:aws:iam::111122223333:user/admin");
  });

  test("is good for 15 minutes, whatever it says itself", async () => {
    expect((await presigned({ signedAt: minutesAgo(14) })).status).toBe(200);
    expect((await presigned({ signedAt: minutesAgo(16), expiresIn: 3600 })).status).toBe(403);
  });

  test("is for the parameters that were signed, and for no other", async () => {
    const more = presigned({ spoil: spoiling({ constructor: "x" }) });
    expect(await refusal(more)).toEqual(["SignatureDoesNotMatch", 403, BAD_SIGNATURE]);
  });

  test("is for the cluster that was signed, and for no other action", async () => {
    const otherCluster: Wish["spoil"] = ({ headers }) => {
      headers["x-k8s-aws-id"] = "another";
    };
    expect(await refusal(presigned({ spoil: otherCluster }))).toEqual(["SignatureDoesNotMatch", 403, BAD_SIGNATURE]);
    const otherAction = spoiling({ Action: "GetSessionToken" });
    expect(await refusal(presigned({ spoil: otherAction }))).toEqual(["SignatureDoesNotMatch", 403, BAD_SIGNATURE]);
  });

  test("carries its token in the query", async () => {
    const { sessionToken: _, ...bare } = temporary;
    expect(await refusal(presigned({ keys: bare }))).toEqual(["InvalidClientTokenId", 403, BAD_TOKEN]);
  });

  test("that claims to last for more than a week is no signature", async () => {
    const longer = presigned({ spoil: spoiling({ "X-Amz-Expires": "604801" }) });
    expect((await refusal(longer)).slice(0, 2)).toEqual(["IncompleteSignature", 400]);
  });
});

describe("a presigned URL of S3", () => {
  const presigned = (changes: Changes = {}) => {
    const wish = { endpoint: aws.endpoint, service: "s3", keys: temporary, method: "GET", path: "/papers/a%20b/c.txt" };
    return sendPresigned({ ...wish, expiresIn: 3600, ...changes });
  };

  beforeAll(async () => {
    await aws.admin.s3.send(new CreateBucketCommand({ Bucket: "papers" }));
    await aws.admin.s3.send(new PutObjectCommand({ Bucket: "papers", Key: "a b/c.txt", Body: "secret" }));
  });

  test("reads the object for whoever has it, as long as it says", async () => {
    expect(await presigned({ signedAt: minutesAgo(59) })).toEqual({ status: 200, body: "secret" });
    const late = await presigned({ signedAt: minutesAgo(61) });
    expect(late).toEqual({
      status: 403,
      body: expect.stringMatching(
        /<Code>AccessDenied<.*<Message>Request has expired<.*<X-Amz-Expires>3600<.*<Expires>[\dT:-]+Z<.*<ServerTime>[\dT:-]+Z</,
      ),
    });
  });

  test("is not good before its time, but for 15 minutes between two clocks", async () => {
    expect((await presigned({ signedAt: minutesAgo(-14) })).status).toBe(200);
    expect(await refusal(presigned({ signedAt: minutesAgo(-16) }))).toEqual([
      "AccessDenied",
      403,
      "Request is not yet valid",
    ]);
  });

  test("is for that object only", async () => {
    const other: Wish["spoil"] = (request) => {
      request.path = "/papers/other.txt";
    };
    const [code, status] = await refusal(presigned({ spoil: other }));
    expect([code, status]).toEqual(["SignatureDoesNotMatch", 403]);
  });

  test("of a temporary key needs the token, and takes no other", async () => {
    const { sessionToken: _, ...bare } = temporary;
    expect((await refusal(presigned({ keys: bare }))).slice(0, 2)).toEqual(["InvalidAccessKeyId", 403]);
    expect(await refusal(presigned({ keys: { ...bare, sessionToken: "another" } }))).toEqual([
      "InvalidToken",
      400,
      "The provided token is malformed or otherwise invalid.",
    ]);
  });

  test.each([
    [
      "604801",
      "X-Amz-Expires must be less than a week (in seconds); that is, the given X-Amz-Expires must be less than",
    ],
    ["-1", "X-Amz-Expires must be non-negative"],
    ["soon", "X-Amz-Expires should be a number"],
    [undefined, "Query-string authentication version 4 requires the X-Amz-Algorithm,"],
  ])("that says it lasts %s seconds is refused for that", async (expires, words) => {
    const answer = await refusal(presigned({ spoil: spoiling({ "X-Amz-Expires": expires }) }));
    expect(answer).toEqual(["AuthorizationQueryParametersError", 400, expect.stringContaining(words)]);
  });

  test.each(["X-Amz-Algorithm", "X-Amz-Credential", "X-Amz-Date"])("is nothing with another %s", async (name) => {
    const answer = await refusal(presigned({ spoil: spoiling({ [name]: "another" }) }));
    expect(answer.slice(0, 2)).toEqual(["AuthorizationQueryParametersError", 400]);
  });

  test("takes nothing beside what was signed, however its name is written", async () => {
    for (const extra of [{ "x-amz-date": "20200101T000000Z" }, { versionId: "1" }]) {
      const [code, status] = await refusal(presigned({ spoil: spoiling(extra) }));
      expect([code, status]).toEqual(["SignatureDoesNotMatch", 403]);
    }
  });

  test("says each thing about its signature once", async () => {
    const twice: Wish["spoil"] = (request) => {
      request.query = { ...request.query, "X-Amz-Expires": ["604800", "3600"] };
    };
    expect((await refusal(presigned({ spoil: twice }))).slice(0, 2)).toEqual([
      "AuthorizationQueryParametersError",
      400,
    ]);
  });
});

test("a URL of an object without any signature is refused as S3 refuses strangers", async () => {
  const answer = await refusal(sendUnsigned({ endpoint: aws.endpoint, method: "GET", path: "/papers/a" }));
  expect(answer).toEqual(["AccessDenied", 403, "Access Denied"]);
});
