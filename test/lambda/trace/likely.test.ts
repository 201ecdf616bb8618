import { describe, expect, test } from "vitest";
import { EMPTY_GRAPH, type RecordedCall, type TraceNode } from "../../../lambda/trace/graph.ts";
import { type Start, walk } from "../../../lambda/trace/walk.ts";
import { AT, recorded, sourceOf } from "./records.ts";

const LEAKED: Start = {
  principal: { kind: "role", account: "111122223333", name: "app", session: "worker" },
  accessKeyId: "ASIAIOSFODNN7EXAMPLE",
  issuedAt: "2026-03-01T08:00:00Z",
  since: "2026-03-01T08:00:00Z",
};

const LATER = "2026-03-01T09:10:00.000Z";

async function trace(calls: readonly RecordedCall[]): Promise<readonly string[]> {
  const now = () => Date.parse("2026-03-01T10:00:00Z");
  const { graph } = await walk({ known: EMPTY_GRAPH, starts: [LEAKED], source: sourceOf(calls), now, budgetMs: 1 });
  return graph.nodes.map(({ form, how, accessKeyId = "", principal: { name, session } }: TraceNode) =>
    [how, form, name, session, accessKeyId].filter(Boolean).join(" "),
  );
}

function signedBy(userIdentity: object, more: object = {}) {
  return { userIdentity, sessionCredentialFromConsole: "true", ...more };
}

const console = (key: string, creationDate: string) => ({
  type: "AssumedRole",
  principalId: "AROAIDPPEZS35WEXAMPLE:worker",
  accountId: "111122223333",
  accessKeyId: key,
  sessionContext: {
    sessionIssuer: { type: "Role", principalId: "AROAIDPPEZS35WEXAMPLE", accountId: "111122223333", userName: "app" },
    attributes: { creationDate },
  },
});

describe("what went on in the console", () => {
  test("after a sign-in token, the console's keys of the same session, and what they opened", async () => {
    const credentials = { accessKeyId: "ASIAI44QH8DHBEXAMPLE", expiration: "Mar 1, 2026, 10:10:00 AM" };
    const calls = [
      recorded({ call: "signin:GetSigninToken", answered: { GetSigninToken: "Success" } }),
      recorded({
        call: "sts:AssumeRole",
        at: LATER,
        asked: { roleArn: "arn:aws:iam::111122223333:role/deploy", roleSessionName: "w" },
        answered: {
          credentials,
          assumedRoleUser: {
            arn: "arn:aws:sts::111122223333:assumed-role/deploy/w",
            assumedRoleId: "AROAJ45Q7YFFAREXAMPLE:w",
          },
        },
        more: signedBy(console("ASIAJ45Q7YFFAREXAMPLE", "2026-03-01T09:00:01Z")),
      }),
    ];
    expect(await trace(calls)).toEqual([
      "alert key app worker ASIAIOSFODNN7EXAMPLE",
      "likely console-session app worker",
      "likely key app worker ASIAJ45Q7YFFAREXAMPLE",
      "likely key deploy w ASIAI44QH8DHBEXAMPLE",
    ]);
  });

  test("calls of the same session's name that are not the console's, or another role's, are not", async () => {
    const other = {
      ...console("ASIAJ45Q7YFFAREXAMPLE", "2026-03-01T09:00:01Z"),
      principalId: "AROAJ45Q7YFFAREXAMPLE:worker",
    };
    const calls = [
      recorded({ call: "signin:GetSigninToken" }),
      recorded({ call: "s3:ListBuckets", at: LATER, more: signedBy(other) }),
      recorded({
        call: "s3:ListBuckets",
        at: LATER,
        more: { userIdentity: console("ASIAI44QH8DHBEXAMPLE", "2026-03-01T09:00:01Z") },
      }),
    ];
    expect(await trace(calls)).toEqual([
      "alert key app worker ASIAIOSFODNN7EXAMPLE",
      "likely console-session app worker",
    ]);
  });

  test("a user whose password was set, once signed in; not what the user's own long-term key does", async () => {
    const user = {
      type: "IAMUser",
      principalId: "AIDACKCEVSQ6C2EXAMPLE",
      accountId: "111122223333",
      userName: "quiet",
    };
    const attributes = { creationDate: "2026-03-01T09:05:00Z" };
    const calls = [
      recorded({ call: "iam:UpdateLoginProfile", asked: { userName: "quiet" } }),
      recorded({
        call: "s3:ListBuckets",
        at: LATER,
        more: signedBy({ ...user, accessKeyId: "ASIAJ45Q7YFFAREXAMPLE", sessionContext: { attributes } }),
      }),
      recorded({
        call: "s3:ListBuckets",
        at: LATER,
        more: { userIdentity: { ...user, accessKeyId: "AKIAI44QH8DHBEXAMPLE" } },
      }),
    ];
    expect(await trace(calls)).toEqual([
      "alert key app worker ASIAIOSFODNN7EXAMPLE",
      "likely console-user quiet",
      "likely key quiet ASIAJ45Q7YFFAREXAMPLE",
    ]);
  });
});

test("sessions that the service opens of a role which it was handed; not those that others open", async () => {
  const roleArn = "arn:aws:iam::111122223333:role/build";
  const open = (accessKeyId: string, userIdentity: object) =>
    recorded({
      call: "sts:AssumeRole",
      at: LATER,
      asked: { roleArn, roleSessionName: accessKeyId.slice(4, 9) },
      answered: { credentials: { accessKeyId } },
      more: { userIdentity },
    });
  const calls = [
    recorded({ call: "codebuild:CreateProject", asked: { serviceRole: roleArn } }),
    open("ASIAJ45Q7YFFAREXAMPLE", { type: "AWSService", invokedBy: "codebuild.amazonaws.com" }),
    open("ASIAI44QH8DHBEXAMPLE", { type: "AWSService", invokedBy: "glue.amazonaws.com" }),
  ];
  expect(await trace(calls)).toEqual([
    "alert key app worker ASIAIOSFODNN7EXAMPLE",
    "likely service-role build",
    "likely key build J45Q7 ASIAJ45Q7YFFAREXAMPLE",
  ]);
});

test("a link that becomes sure makes all behind it sure", async () => {
  const opened = (at: string) =>
    recorded({
      call: "sts:AssumeRole",
      at,
      asked: { roleArn: "arn:aws:iam::111122223333:role/build", roleSessionName: "w" },
      answered: {
        credentials: { accessKeyId: "ASIAJ45Q7YFFAREXAMPLE" },
        assumedRoleUser: {
          arn: "arn:aws:sts::111122223333:assumed-role/build/w",
          assumedRoleId: "AROAJ45Q7YFFAREXAMPLE:w",
        },
      },
    });
  const trusted = recorded({ call: "iam:UpdateAssumeRolePolicy", asked: { roleName: "build" } });
  const nodes = await trace([trusted, opened(AT)]);
  expect(nodes).toContain("issued key build w ASIAJ45Q7YFFAREXAMPLE");
});

test("the graph fits an entry of the ledger, whatever attackers put into names", async () => {
  const long = "x".repeat(5_000);
  const calls = Array.from({ length: 400 }, (_, index) =>
    recorded({
      call: "sts:AssumeRole",
      asked: {
        roleArn: `arn:aws:iam::111122223333:role/${"r".repeat(60)}${index}`,
        roleSessionName: "s".repeat(64),
        sourceIdentity: long,
      },
      answered: {
        credentials: { accessKeyId: `ASIA${String(index).padStart(16, "A")}` },
        assumedRoleUser: {
          arn: `arn:aws:sts::111122223333:assumed-role/${"r".repeat(60)}${index}/${"s".repeat(64)}`,
          assumedRoleId: `AROA${String(index).padStart(16, "A")}:${"s".repeat(64)}`,
        },
      },
      more: { userAgent: `${long}${index}`, sourceIPAddress: `${index}${long}` },
    }),
  );
  const now = () => Date.parse("2026-03-01T10:00:00Z");
  const { graph, gaps } = await walk({
    known: EMPTY_GRAPH,
    starts: [LEAKED],
    source: sourceOf(calls),
    now,
    budgetMs: 1,
  });
  expect(graph.nodes).toHaveLength(200);
  expect(JSON.stringify(graph).length).toBeLessThan(350_000); // An item of DynamoDB holds 400 KB.
  expect(gaps).toEqual([expect.stringMatching(/201 that were found are not followed/)]);
});
