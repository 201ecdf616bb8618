// Reading records as CloudTrail has written them over the years: times, policies, files, ends of credentials.
import { expect, test } from "vitest";
import { credentialEnds } from "../../../lambda/residual/credential-ends.ts";
import { allowedPrincipals } from "../../../lambda/residual/policy-principals.ts";
import { type Call, readCall, type TracedCall } from "../../../lambda/residual/read-call.ts";
import { readRecording } from "../../../lambda/residual/read-recording.ts";
import { residualOf } from "../../../lambda/residual/residual-of.ts";
import { trailTime } from "../../../lambda/residual/trail-time.ts";
import { call, START } from "./calls.ts";

test("a time is the same in every form that CloudTrail has for it, wherever this runs", () => {
  const before = process.env["TZ"];
  process.env["TZ"] = "America/New_York";
  try {
    const forms = [
      "2024-07-30T21:46:15Z",
      "20240730T214615Z",
      "Jul 30, 2024, 9:46:15 PM",
      "Jul 30, 2024 9:46:15\u202fPM",
    ];
    const seconds = Date.parse("2024-07-30T21:46:15Z") / 1000;
    expect([...forms, seconds, seconds * 1000].map(trailTime)).toEqual(Array(6).fill(seconds * 1000));
  } finally {
    if (before === undefined) delete process.env["TZ"];
    else process.env["TZ"] = before;
  }
});

test("what is no time is none", () => {
  for (const said of ["", "yesterday", "2024-13-01T00:00:00Z", "2024", -1, Number.NaN, 1e300, null, {}]) {
    expect(trailTime(said)).toBeUndefined();
  }
});

test("a policy lets in whom its allowing statements name, in whatever form", () => {
  const policy = {
    Statement: [
      { Effect: "Allow", Principal: { AWS: ["111122223333", "444455556666"], Service: "ec2.amazonaws.com" } },
      { Effect: "Deny", Principal: { AWS: "999988887777" } },
      { Effect: "Allow", Principal: "*" },
    ],
  };
  const said = "lets in 111122223333, 444455556666, ec2.amazonaws.com, *";
  expect(allowedPrincipals(policy)).toBe(said);
  expect(allowedPrincipals(JSON.stringify(policy))).toBe(said);
  expect(allowedPrincipals(encodeURIComponent(JSON.stringify(policy)))).toBe(said);
  const allBut = { Statement: { Effect: "Allow", NotPrincipal: { AWS: "111122223333" } } };
  expect(allowedPrincipals(allBut)).toBe("lets in everybody but some (NotPrincipal)");
  for (const none of ["{", "%", {}, { Statement: [] }, { Statement: { Effect: "Deny", Principal: "*" } }]) {
    expect(allowedPrincipals(none)).toBeUndefined();
  }
});

test("a credential ends when STS has said; else after the longest that its kind can last; a long-term key never", () => {
  const opened = read(
    call("sts:AssumeRole", {
      answered: { credentials: { accessKeyId: "ASIAI44QH8DHBEXAMPLE", expiration: "Mar 1, 2026, 9:15:00 AM" } },
    }),
  );
  const ends = credentialEnds([opened]);
  const by = (userIdentity: object) => ends(read(call("s3:ListBuckets", { userIdentity })));
  const sessionContext = { attributes: { creationDate: "20260301T090000Z" } };
  expect(by({ type: "AssumedRole", accessKeyId: "ASIAI44QH8DHBEXAMPLE", sessionContext })).toBe(START + 15 * 60_000);
  expect(by({ type: "AssumedRole", accessKeyId: "ASIAIOSFODNN7EXAMPLE", sessionContext })).toBe(START + 12 * 3_600_000);
  expect(by({ type: "FederatedUser", accessKeyId: "ASIAIOSFODNN7EXAMPLE", sessionContext })).toBe(
    START + 36 * 3_600_000,
  );
  expect(by({ type: "IAMUser", accessKeyId: "AKIAIOSFODNN7EXAMPLE" })).toBeUndefined();
});

test("a file is an array, what a trail has written, what LookupEvents has answered, or one record a line", () => {
  const one = call("iam:CreateUser", { asked: { userName: "a" } }).event;
  const two = call("iam:CreateUser", { asked: { userName: "b" }, at: 1 }).event;
  const forms = [
    JSON.stringify([one, two]),
    JSON.stringify({ Records: [one, two] }),
    JSON.stringify({ Events: [one, two].map((event) => ({ CloudTrailEvent: JSON.stringify(event) })) }),
    `${JSON.stringify(one)}\n\n${JSON.stringify(two)}\n`,
  ];
  for (const form of forms) {
    expect(residualOf(readRecording(form), START).leftBehind.map(({ what }) => what)).toEqual(["user a", "user b"]);
  }
  expect(residualOf(readRecording(JSON.stringify(one)), START).leftBehind).toHaveLength(1);
  const torn = residualOf(readRecording(`${JSON.stringify(one)}\n{"torn`), START);
  expect([torn.leftBehind.length, torn.unreadable]).toEqual([1, 1]);
});

test("EC2's older and newer forms of a list are one", () => {
  const older = { flowLogIdSet: { items: ["fl-01"] } };
  const newer = { CreateFlowLogsResponse: { flowLogIdSet: { item: { content: "fl-01", tag: 1 } } } };
  for (const answered of [older, newer]) {
    expect(residualOf([call("ec2:CreateFlowLogs", { answered })], START).leftBehind.map(({ what }) => what)).toEqual([
      "flow log fl-01",
    ]);
  }
});

function read(traced: TracedCall): Call {
  const found = readCall(traced);
  if (found === undefined) throw new Error("The test's own record cannot be read.");
  return found;
}
