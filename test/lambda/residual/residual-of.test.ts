// What an intruder leaves: things that were made, access that lives on, secrets that were read, and what nobody has described.
import { describe, expect, test } from "vitest";
import { ACCOUNT, call, residual, said, trusting, user } from "./calls.ts";

const role = (document: object) => ({ asked: { roleName: "admin", policyDocument: JSON.stringify(document) } });
describe("a thing that the intruder makes", () => {
  test("is named with its event, the reason, and the command that ends it", () => {
    const { leftBehind } = residual(call("iam:CreateUser", { ...user, id: "e-1" }));
    expect(leftBehind).toMatchObject([
      {
        kind: "user",
        what: "user backup",
        why: "A user is a principal of its own, which a deny on the leaked one does not touch.",
        account: ACCOUNT,
        events: ["e-1"],
        calls: ["iam:CreateUser"],
        firstAt: "2026-03-01T09:00:00.000Z",
        commands: [
          "aws iam attach-user-policy --user-name backup --policy-arn arn:aws:iam::aws:policy/AWSDenyAll",
          "aws iam delete-user --user-name backup",
        ],
      },
    ]);
  });

  test("is one item, however often it was changed; the last word on it counts", () => {
    const { leftBehind } = residual(
      call("iam:UpdateAssumeRolePolicy", { ...role(trusting("arn:aws:iam::444455556666:root")), at: 1 }),
      call("iam:UpdateAssumeRolePolicy", { ...role(trusting("arn:aws:iam::999988887777:user/eve", "*")), at: 3 }),
      call("iam:UpdateAssumeRolePolicy", { ...role(trusting()), at: 2 }),
    );
    expect(leftBehind).toHaveLength(1);
    expect(leftBehind[0]).toMatchObject({
      what: "trust policy of role admin",
      detail: "lets in arn:aws:iam::999988887777:user/eve, *",
      events: ["iam:UpdateAssumeRolePolicy@1", "iam:UpdateAssumeRolePolicy@2", "iam:UpdateAssumeRolePolicy@3"],
    });
  });

  test("of the same name in another Region is another thing", () => {
    const asked = { functionName: "cron", principal: "*", statementId: "s" };
    const far = { asked, awsRegion: "us-east-2", id: "far" };
    expect(
      said(residual(call("lambda:AddPermission20150331v2", { asked }), call("lambda:AddPermission20150331v2", far))),
    ).toEqual(["permission s of function cron", "permission s of function cron"]);
  });

  test("is one of several in one call", () => {
    const items = ["i-01", "i-02", "i-03"].map((instanceId) => ({ instanceId }));
    const launched = call("ec2:RunInstances", { answered: { instancesSet: { items } } });
    const ended = call("ec2:TerminateInstances", { asked: { instancesSet: { items: [items[1]] } }, at: 60 });
    const { leftBehind, undone } = residual(launched, ended);
    expect(leftBehind.map(({ what }) => what)).toEqual(["instance i-01", "instance i-03"]);
    expect(undone).toMatchObject([{ what: "instance i-02", by: "intruder", endedBy: "ec2:TerminateInstances@60" }]);
  });

  test("is listed even if the record lacks its name, each time anew", () => {
    const { leftBehind } = residual(call("iam:CreateUser"), call("iam:CreateUser", { at: 1 }));
    expect(leftBehind.map(({ what }) => what)).toEqual(["user ?", "user ?"]);
    expect(leftBehind[0]?.commands.at(-1)).toBe("aws iam delete-user --user-name USER_NAME");
  });
});

describe("a list of things", () => {
  test("begins with who can get in, whatever came first", () => {
    const { leftBehind } = residual(
      call("cloudtrail:StopLogging", { asked: { name: "main" } }),
      call("iam:CreateUser", { ...user, at: 1 }),
      call("iam:CreateAccessKey", {
        answered: { accessKey: { userName: "backup", accessKeyId: "AKIAIOSFODNN7EXAMPLE" } },
        at: 2,
      }),
    );
    expect(leftBehind.map(({ kind }) => kind)).toEqual(["access-key", "user", "trail"]);
  });

  test("says where each command runs, and leaves a place open that is none", () => {
    const stop = { asked: { name: "main" } };
    const odd = residual(call("cloudtrail:StopLogging", { ...stop, awsRegion: "; rm -rf /" }));
    expect(odd.leftBehind[0]?.commands).toEqual(["aws cloudtrail start-logging --name main --region REGION"]);
    const elsewhere = (roleArn: string) => residual(call("sts:AssumeRole", { asked: { roleArn } })).access[0]?.account;
    expect(elsewhere("arn:aws:iam::444455556666:role/deploy")).toBe("444455556666");
    expect(elsewhere("arn:aws:iam::everywhere:role/deploy")).toBe(ACCOUNT);
  });
});

describe("access that lives on", () => {
  const opened = (expiration: string) =>
    call("sts:AssumeRole", {
      readOnly: true,
      asked: { roleArn: "arn:aws:iam::444455556666:role/path/deploy" },
      answered: { credentials: { accessKeyId: "ASIAI44QH8DHBEXAMPLE", expiration } },
    });

  test("ends with the session, and is listed until then, in the role's account", () => {
    const [session] = residual(opened("Mar 1, 2026, 9:30:00 AM")).access;
    expect(session).toMatchObject({
      what: "session ASIAI44QH8DHBEXAMPLE of role deploy",
      account: "444455556666",
      until: "2026-03-01T09:30:00.000Z",
    });
    expect(session?.commands).toEqual([
      expect.stringMatching(
        /^aws iam put-role-policy --role-name deploy --policy-name DenyOlderSessions --policy-document '.*"aws:TokenIssueTime":"2026-03-01T09:10:30Z".*'$/,
      ),
    ]);
    expect(residual(opened("Mar 1, 2026, 9:09:59 AM"))).toMatchObject({ access: [], undone: [{ by: "expired" }] });
  });

  test("to a cluster lasts until the credential ends, and 15 minutes more", () => {
    const look = { readOnly: true, asked: { name: "prod" }, at: 20 };
    const [unknownEnd] = residual(call("eks:DescribeCluster", look)).access;
    expect(unknownEnd).toMatchObject({ what: "sign-in to the EKS cluster prod", possible: true });
    expect(unknownEnd?.until).toBeUndefined();
    const userIdentity = { type: "AssumedRole", accessKeyId: "ASIAI44QH8DHBEXAMPLE" };
    const known = residual(opened("Mar 1, 2026, 9:30:00 AM"), call("eks:DescribeCluster", { ...look, userIdentity }));
    expect(known.access[1]).toMatchObject({ until: "2026-03-01T09:45:00.000Z" });
  });

  test("by a sign-in that has failed is none", () => {
    const failed = call("signin:ConsoleLogin", { answered: { ConsoleLogin: "Failure" } });
    expect(residual(failed)).toMatchObject({ access: [], refused: [{ call: "signin:ConsoleLogin", count: 1 }] });
    expect(residual(call("signin:ConsoleLogin", { answered: { ConsoleLogin: "Success" } })).access).toHaveLength(1);
  });

  test("by a presigned address is told apart from other reading", () => {
    const read = { readOnly: true, asked: { bucketName: "data" } };
    expect(residual(call("s3:GetObject", read)).access).toEqual([]);
    const byQuery = { ...read, additionalEventData: { AuthenticationMethod: "QueryString" } };
    const { access, exposed } = residual(call("s3:GetObject", byQuery));
    expect(access.map(({ kind }) => kind)).toEqual(["presigned"]);
    expect(exposed.map(({ kind }) => kind)).toEqual(["data-read"]);
  });
});

describe("secrets that were read", () => {
  const parameters = { readOnly: true, asked: { names: ["/db", "/api"], withDecryption: true } };

  test("are to be rotated, one by one", () => {
    expect(residual(call("ssm:GetParameters", parameters)).exposed.map(({ what }) => what)).toEqual([
      "parameter /db",
      "parameter /api",
    ]);
  });

  test("are not what is read without decryption, and not what was refused", () => {
    const encrypted = { ...parameters, asked: { names: ["/db"] } };
    expect(residual(call("ssm:GetParameters", encrypted))).toMatchObject({
      exposed: [],
      reads: [{ call: "ssm", count: 1 }],
    });
    const refused = { readOnly: true, asked: { secretId: "db" }, errorCode: "AccessDenied" };
    expect(residual(call("secretsmanager:GetSecretValue", refused))).toMatchObject({ exposed: [], reads: [] });
  });
});

describe("every other call", () => {
  test("that writes and that nobody has described is listed as unknown, by name and place", () => {
    const { unknown } = residual(
      call("quantum:CreateBackdoor", { id: "q1" }),
      call("quantum:CreateBackdoor", { id: "q2" }),
      call("quantum:DescribeThings", { readOnly: true }),
    );
    expect(unknown).toEqual([
      { call: "quantum:CreateBackdoor", account: ACCOUNT, region: "eu-west-1", events: ["q1", "q2"] },
    ]);
  });

  test("of an old record, which does not say whether it wrote, goes by its name", () => {
    const old = { readOnly: undefined };
    const { unknown, reads } = residual(call("quantum:DescribeThings", old), call("quantum:TwistThings", old));
    expect(unknown.map((each) => each.call)).toEqual(["quantum:TwistThings"]);
    expect(reads).toEqual([{ call: "quantum", count: 1 }]);
  });

  test("is unknown too where its kind knows only other forms of it", () => {
    const internal = { asked: { name: "pool", allowExternalPrincipals: false } };
    expect(residual(call("ram:CreateResourceShare", internal)).unknown.map((each) => each.call)).toEqual([
      "ram:CreateResourceShare",
    ]);
  });

  test("that was refused is counted and leaves nothing", () => {
    const refused = { ...user, errorCode: "AccessDenied" };
    expect(residual(call("iam:CreateUser", refused), call("iam:CreateUser", { ...refused, at: 1 }))).toMatchObject({
      leftBehind: [],
      refused: [{ call: "iam:CreateUser", count: 2 }],
    });
  });

  test("that writes and leaves nothing is counted", () => {
    expect(residual(call("logs:StartQuery"))).toMatchObject({
      unknown: [],
      harmless: [{ call: "logs:StartQuery", count: 1 }],
    });
  });

  test("that came twice, from two Regions or two roads, counts once", () => {
    const once = call("iam:CreateUser", { ...user, errorCode: "AccessDenied" });
    expect(residual(once, once).refused).toEqual([{ call: "iam:CreateUser", count: 1 }]);
  });

  test("is read as text, as LookupEvents gives it, and as EventBridge delivers it", () => {
    const { event } = call("iam:CreateUser", user);
    const text = JSON.stringify(event);
    for (const shape of [
      text,
      { CloudTrailEvent: text },
      { "detail-type": "AWS API Call via CloudTrail", detail: event },
    ]) {
      expect(said(residual({ event: shape }))).toEqual(["user backup"]);
    }
    expect(residual({ event: "no record" }, { event: null }, { event: [] }).unreadable).toBe(3);
  });
});

test.each([
  [
    "s3:GetDataAccess",
    { target: "s3://data/*", durationSeconds: 43_200 },
    "session of S3 Access Grants for s3://data/*",
  ],
  [
    "gamelift:GetComputeAccess",
    { computeName: "c-1", fleetId: "f-1" },
    "session for the GameLift machine c-1 of fleet f-1",
  ],
  [
    "lakeformation:GetTemporaryGlueTableCredentials",
    { tableArn: "arn:aws:glue:eu-west-1:111122223333:table/db/t" },
    "session of Lake Formation for arn:aws:glue:eu-west-1:111122223333:table/db/t",
  ],
  ["lightsail:GetRelationalDatabaseMasterUserPassword", { relationalDatabaseName: "db" }, /^master password of .* db$/],
])("what %s gives out is listed, though the call only reads", (name, asked, what) => {
  const { access, exposed } = residual(call(name, { asked, readOnly: true }));
  const [item] = [...access, ...exposed];
  expect(item?.what).toMatch(what);
});
