import { GetCallerIdentityCommand, GetSessionTokenCommand } from "@aws-sdk/client-sts";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { ADMIN_KEY } from "../../mock-aws/bootstrap.ts";
import { type Keys, startLocalAws, type TestAws } from "../support/local-aws.ts";
import { minutesAgo, refusal } from "../support/refusal.ts";
import { keysOf } from "../support/session.ts";
import { sendSigned, sendUnsigned, type Wish } from "../support/signed-request.ts";

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
  S3: { service: "s3", method: "GET", path: "/" },
} as const satisfies Record<string, Call>;

type Protocol = keyof typeof CALLS;

const SIGNED = async (protocol: Protocol, changes: Partial<Wish> = {}) => {
  const call: Call = CALLS[protocol];
  return sendSigned({ endpoint: aws.endpoint, keys: ADMIN_KEY, ...call, ...changes });
};

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
const WORDS: Record<Exclude<Protocol, "REST-JSON" | "S3">, readonly (readonly [string, number, string])[]> = {
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

describe("a signature's time may be off by minutes only", () => {
  const signedAt = (protocol: Protocol, minutes: number) =>
    refusal(SIGNED(protocol, { signedAt: minutesAgo(minutes) }));

  test.each(["query", "json"] as const)("%s: by five, either way", async (protocol) => {
    const [code, status] = WORDS[protocol][1] ?? [];
    await aws.advance(1); // Past LookupEvents' rate.
    expect((await signedAt(protocol, 4))[1]).toBe(200);
    expect((await signedAt(protocol, -4))[1]).toBe(200);
    expect(await signedAt(protocol, 6)).toEqual([
      code,
      status,
      expect.stringMatching(
        /^Signature expired: (\d{8}T\d{6}Z) is now earlier than \d{8}T\d{6}Z \(\d{8}T\d{6}Z - 5 min\.\)$/,
      ),
    ]);
    expect(await signedAt(protocol, -6)).toEqual([
      code,
      status,
      expect.stringMatching(
        /^Signature not yet current: \d{8}T\d{6}Z is still later than \d{8}T\d{6}Z \(\d{8}T\d{6}Z \+ 5 min\.\)$/,
      ),
    ]);
  });

  test.each(["EC2", "S3"] as const)("%s: by fifteen, either way", async (protocol) => {
    const words = {
      EC2: ["RequestExpired", 400, "Request has expired."],
      S3: ["RequestTimeTooSkewed", 403, "The difference between the request time and the current time is too large."],
    }[protocol];
    for (const direction of [1, -1]) {
      expect((await signedAt(protocol, 14 * direction))[1]).toBe(200);
      expect(await signedAt(protocol, 16 * direction)).toEqual(words);
    }
  });
});

describe("a signature is for one service", () => {
  test.each([
    ["query", { body: "Action=ListUsers&Version=2010-05-08" }, ["SignatureDoesNotMatch", 403], "iam"],
    ["EC2", { body: "Action=GetCallerIdentity&Version=2011-06-15" }, ["AuthFailure", 401], "sts"],
    [
      "json",
      { headers: { ...JSON_1_1, "x-amz-target": "AWSOrganizationsV20161128.ListAccounts" }, body: "{}" },
      ["InvalidSignatureException", 400],
      "organizations",
    ],
  ] as const)("%s: what asks another one is refused", async (protocol, changes, refused, service) => {
    const words = `Credential should be scoped to correct service: '${service}'.`;
    expect(await refusal(SIGNED(protocol, changes))).toEqual([...refused, words]);
  });

  test("and for a version of its API that exists", async () => {
    for (const [version, words] of [
      ["&Version=1999-01-01", "1999-01-01"],
      ["", "NO_VERSION_SPECIFIED"],
    ]) {
      expect(await refusal(SIGNED("query", { body: `Action=GetCallerIdentity${version}` }))).toEqual([
        "InvalidAction",
        400,
        `Could not find operation GetCallerIdentity for version ${words}`,
      ]);
    }
    const headers = { ...JSON_1_1, "x-amz-target": "CloudTrail_19990101.LookupEvents" };
    expect((await refusal(SIGNED("json", { headers }))).slice(0, 2)).toEqual(["UnknownOperationException", 400]);
  });
});

describe("S3 signs the hash of the body", () => {
  const hashed = (hash: string) => refusal(SIGNED("S3", { headers: { "x-amz-content-sha256": hash } }));

  test("and takes no other body", async () => {
    expect(await hashed("0".repeat(64))).toEqual([
      "XAmzContentSHA256Mismatch",
      400,
      "The provided 'x-amz-content-sha256' header does not match what was computed.",
    ]);
  });

  test("or says that it does not", async () => {
    expect((await hashed("UNSIGNED-PAYLOAD"))[1]).toBe(200);
  });

  test("in a header that may not be missing", async () => {
    const spoil: Wish["spoil"] = ({ headers }) => {
      delete headers["x-amz-content-sha256"];
    };
    expect(await refusal(SIGNED("S3", { spoil }))).toEqual([
      "InvalidRequest",
      400,
      "Missing required header for this request: x-amz-content-sha256",
    ]);
  });
});

test("a service that the local AWS has not is NotImplemented, after authentication", async () => {
  const call = { endpoint: aws.endpoint, service: "kms", headers: JSON_1_1, body: "{}" };
  const answer = await sendSigned({ ...call, keys: ADMIN_KEY });
  expect(answer).toEqual({ status: 501, body: expect.stringContaining("does not implement the service kms") });
  const wrong = await sendSigned({ ...call, keys: { ...ADMIN_KEY, secretAccessKey: "another" } });
  expect(wrong.status).toBe(403);
});

test("a token that has expired is refused in each protocol's words", async () => {
  await aws.advance(3600);
  for (const [protocol, [, , expired]] of Object.entries(WORDS) as [Protocol, (typeof WORDS)["query"]][]) {
    expect(await refusal(SIGNED(protocol, { keys: temporary }))).toEqual(expired);
  }
  const session = aws.as(temporary);
  await expect(session.sts.send(new GetCallerIdentityCommand({}))).rejects.toMatchObject({ name: "ExpiredToken" });
});
