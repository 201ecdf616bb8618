import { CreateBucketCommand, PutObjectCommand } from "@aws-sdk/client-s3";
import { GetCallerIdentityCommand, GetSessionTokenCommand } from "@aws-sdk/client-sts";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { ADMIN_KEY } from "../../mock-aws/bootstrap.ts";
import { type Keys, startLocalAws, type TestAws } from "../support/local-aws.ts";
import { keysOf } from "../support/session.ts";
import { type Reply, sendPresigned, sendSigned, sendUnsigned, type Wish } from "../support/signed-request.ts";

let aws: TestAws;
let temporary: Keys;
beforeAll(async () => {
  aws = await startLocalAws();
  const { Credentials } = await aws.admin.sts.send(new GetSessionTokenCommand({ DurationSeconds: 3600 }));
  temporary = keysOf(Credentials);
});
afterAll(() => aws.close());

type Call = Omit<Wish, "endpoint" | "keys">;

const FORM = { "content-type": "application/x-www-form-urlencoded" };
const JSON_1_1 = { "content-type": "application/x-amz-json-1.1" };

/** One call of each protocol. */
const CALLS = {
  query: { service: "sts", headers: FORM, body: "Action=GetCallerIdentity&Version=2011-06-15" },
  json: {
    service: "cloudtrail",
    headers: { ...JSON_1_1, "x-amz-target": "com.amazonaws.cloudtrail.v20131101.CloudTrail_20131101.LookupEvents" },
    body: '{"MaxResults":1}',
  },
  "REST-JSON": { service: "lambda", method: "GET", path: "/2015-03-31/functions" },
  EC2: { service: "ec2", headers: FORM, body: "Action=DescribeRegions&Version=2016-11-15" },
} as const satisfies Record<string, Call>;

type Protocol = keyof typeof CALLS;

const SIGNED = async (protocol: Protocol, changes: Partial<Wish> = {}) => {
  const call: Call = CALLS[protocol];
  return sendSigned({ endpoint: aws.endpoint, keys: ADMIN_KEY, ...call, ...changes });
};

/** The code of an error in whatever form its protocol has. */
function codeIn({ body }: Reply): string | undefined {
  return /<Code>(\w+)<\/Code>/.exec(body)?.[1] ?? /"__type":"(\w+)"/.exec(body)?.[1];
}

async function refusal(reply: Promise<Reply>) {
  const answer = await reply;
  const inHeader = codeIn(answer);
  return [
    inHeader,
    answer.status,
    /<Message>([^<]*)<\/Message>|"message":"([^"]*)"/.exec(answer.body)?.slice(1).find(Boolean),
  ];
}

const PROTOCOLS = Object.keys(CALLS) as Protocol[];

test.each(PROTOCOLS)("%s: a request that is signed as it should be is answered", async (protocol) => {
  expect((await SIGNED(protocol)).status).toBe(200);
  expect((await SIGNED(protocol, { keys: temporary })).status).toBe(200);
});

const BAD_SIGNATURE =
  "The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method. Consult the service documentation for details.";
const BAD_TOKEN = "The security token included in the request is invalid.";
const NOT_VALID = "AWS was not able to validate the provided access credentials";

/** [unknown key, wrong secret, unsigned, expired token]: code, status, words. */
const WORDS: Record<Exclude<Protocol, "REST-JSON">, readonly (readonly [string, number, string])[]> = {
  query: [
    ["InvalidClientTokenId", 403, BAD_TOKEN],
    ["SignatureDoesNotMatch", 403, BAD_SIGNATURE],
    ["ExpiredToken", 403, "The security token included in the request is expired"],
  ],
  json: [
    ["UnrecognizedClientException", 400, BAD_TOKEN],
    ["InvalidSignatureException", 400, BAD_SIGNATURE],
    ["ExpiredTokenException", 400, "The security token included in the request is expired"],
  ],
  EC2: [
    ["AuthFailure", 401, NOT_VALID],
    ["AuthFailure", 401, NOT_VALID],
    ["RequestExpired", 400, "Request has expired."],
  ],
};

describe.each(Object.entries(WORDS) as [Protocol, (typeof WORDS)["query"]][])(
  "%s refuses",
  (protocol, [unknown, wrong]) => {
    test("a key that nobody has", async () => {
      const keys = { ...ADMIN_KEY, accessKeyId: "AKIAUNKNOWNKEY0EXAMPLE" };
      expect(await refusal(SIGNED(protocol, { keys }))).toEqual(unknown);
    });

    test("a signature by another secret", async () => {
      const keys = { ...ADMIN_KEY, secretAccessKey: "another" };
      expect(await refusal(SIGNED(protocol, { keys }))).toEqual(wrong);
    });

    test("a temporary key without its token, or with another's", async () => {
      const { sessionToken: _, ...bare } = temporary;
      expect(await refusal(SIGNED(protocol, { keys: bare }))).toEqual(unknown);
      expect(await refusal(SIGNED(protocol, { keys: { ...temporary, sessionToken: "another" } }))).toEqual(unknown);
    });

    test("a long-term key with a token", async () => {
      expect(await refusal(SIGNED(protocol, { keys: { ...ADMIN_KEY, sessionToken: "any" } }))).toEqual(unknown);
    });

    test("a body that was changed after signing", async () => {
      const spoil: Wish["spoil"] = (request) => {
        request.body = `${request.body} `;
      };
      expect(await refusal(SIGNED(protocol, { spoil }))).toEqual(wrong);
    });

    test("a signed header that was changed", async () => {
      const headers = { ...(CALLS[protocol] as Call).headers, "x-amz-note": "a" };
      const spoil: Wish["spoil"] = (request) => {
        request.headers["x-amz-note"] = "b";
      };
      expect(await refusal(SIGNED(protocol, { headers, spoil }))).toEqual(wrong);
    });

    test("a signature of six minutes ago, or for six minutes ahead", async () => {
      const [code, status] = wrong ?? [];
      const off = (minutes: number) => refusal(SIGNED(protocol, { signedAt: new Date(Date.now() + minutes * 60_000) }));
      expect(await off(-6)).toEqual([
        code,
        status,
        expect.stringMatching(/^Signature expired: \d{8}T\d{6}Z is now earlier than \d{8}T\d{6}Z/),
      ]);
      expect(await off(6)).toEqual([
        code,
        status,
        expect.stringMatching(/^Signature not yet current: \d{8}T\d{6}Z is still later than/),
      ]);
    });

    test("a signature for another Region or service", async () => {
      const spoil: Wish["spoil"] = (request) => {
        request.headers["authorization"] = (request.headers["authorization"] ?? "").replace("us-east-1", "eu-west-1");
      };
      expect(await refusal(SIGNED(protocol, { spoil }))).toEqual(wrong);
    });

    test("an Authorization header that is none", async () => {
      const spoil: Wish["spoil"] = (request) => {
        request.headers["authorization"] = "AWS4-HMAC-SHA256 Credential=nonsense";
      };
      expect((await SIGNED(protocol, { spoil })).body).toContain("IncompleteSignature");
    });
  },
);

test("REST-JSON names its error in a header", async () => {
  const answer = await SIGNED("REST-JSON", { keys: { ...ADMIN_KEY, secretAccessKey: "another" } });
  expect(answer).toEqual({ status: 403, body: expect.stringContaining(BAD_SIGNATURE) });
});

const { service: _sts, ...STS_CALL } = CALLS.query;
const { service: _trail, ...TRAIL_CALL } = CALLS.json;
const { service: _lambda, ...LAMBDA_CALL } = CALLS["REST-JSON"];

test("an unsigned request is refused in its own protocol", async () => {
  const unsigned = (call: Omit<Call, "service">) => sendUnsigned({ endpoint: aws.endpoint, ...call });
  expect(await refusal(unsigned(STS_CALL))).toEqual([
    "MissingAuthenticationToken",
    403,
    "Request is missing Authentication Token",
  ]);
  expect(await refusal(unsigned(TRAIL_CALL))).toEqual([
    "MissingAuthenticationTokenException",
    400,
    "Missing Authentication Token",
  ]);
  expect(await unsigned(LAMBDA_CALL)).toEqual({
    status: 403,
    body: expect.stringContaining("Missing Authentication Token"),
  });
});

test("a service that the local AWS has not is NotImplemented, after authentication", async () => {
  const call = { endpoint: aws.endpoint, service: "kms", headers: JSON_1_1, body: "{}" };
  const answer = await sendSigned({ ...call, keys: ADMIN_KEY });
  expect(answer).toEqual({ status: 501, body: expect.stringContaining("does not implement the service kms") });
  const wrong = await sendSigned({ ...call, keys: { ...ADMIN_KEY, secretAccessKey: "another" } });
  expect(wrong.status).toBe(403);
});

describe("a presigned GetCallerIdentity, which EKS takes for a token", () => {
  const presigned = (changes: Partial<Parameters<typeof sendPresigned>[0]> = {}) =>
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
    const minutesAgo = (minutes: number) => new Date(Date.now() - minutes * 60_000);
    expect((await presigned({ signedAt: minutesAgo(14) })).status).toBe(200);
    expect((await presigned({ signedAt: minutesAgo(16), expiresIn: 3600 })).status).toBe(403);
  });

  test("is for the cluster that was signed, and for no other action", async () => {
    const otherCluster: Wish["spoil"] = ({ headers }) => {
      headers["x-k8s-aws-id"] = "another";
    };
    expect(await refusal(presigned({ spoil: otherCluster }))).toEqual(["SignatureDoesNotMatch", 403, BAD_SIGNATURE]);
    const otherAction: Wish["spoil"] = ({ query }) => {
      if (query) query["Action"] = "GetSessionToken";
    };
    expect(await refusal(presigned({ spoil: otherAction }))).toEqual(["SignatureDoesNotMatch", 403, BAD_SIGNATURE]);
  });

  test("carries its token in the query", async () => {
    const { sessionToken: _, ...bare } = temporary;
    expect(await refusal(presigned({ keys: bare }))).toEqual(["InvalidClientTokenId", 403, BAD_TOKEN]);
  });
});

describe("a presigned URL of S3", () => {
  const presigned = (changes: Partial<Parameters<typeof sendPresigned>[0]> = {}) => {
    const wish = { endpoint: aws.endpoint, service: "s3", keys: temporary, method: "GET", path: "/papers/a%20b/c.txt" };
    return sendPresigned({ ...wish, expiresIn: 3600, ...changes });
  };

  beforeAll(async () => {
    await aws.admin.s3.send(new CreateBucketCommand({ Bucket: "papers" }));
    await aws.admin.s3.send(new PutObjectCommand({ Bucket: "papers", Key: "a b/c.txt", Body: "secret" }));
  });

  test("reads the object for whoever has it, as long as it says", async () => {
    const minutesAgo = (minutes: number) => new Date(Date.now() - minutes * 60_000);
    expect(await presigned({ signedAt: minutesAgo(59) })).toEqual({ status: 200, body: "secret" });
    expect((await presigned({ signedAt: minutesAgo(61) })).status).toBe(403);
  });

  test("is for that object only", async () => {
    const other: Wish["spoil"] = (request) => {
      request.path = "/papers/other.txt";
    };
    const [code, status] = await refusal(presigned({ spoil: other }));
    expect([code, status]).toEqual(["SignatureDoesNotMatch", 403]);
  });

  test("of a temporary key needs the token", async () => {
    const { sessionToken: _, ...bare } = temporary;
    expect((await refusal(presigned({ keys: bare }))).slice(0, 2)).toEqual(["InvalidAccessKeyId", 403]);
  });
});

test("a token that has expired is refused in each protocol's words", async () => {
  await aws.advance(3600);
  for (const [protocol, [, , expired]] of Object.entries(WORDS) as [Protocol, (typeof WORDS)["query"]][]) {
    expect(await refusal(SIGNED(protocol, { keys: temporary }))).toEqual(expired);
  }
  const session = aws.as(temporary);
  await expect(session.sts.send(new GetCallerIdentityCommand({}))).rejects.toMatchObject({ name: "ExpiredToken" });
});
