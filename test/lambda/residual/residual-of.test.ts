// What an intruder leaves, in the order of the story: made, changed, shared, taken away again.
import { describe, expect, test } from "vitest";
import { type Residual, residualOf } from "../../../lambda/residual/residual-of.ts";
import { ACCOUNT, call, START } from "./calls.ts";

const NOW = START + 600_000;
const residual = (...calls: Parameters<typeof residualOf>[0]) => residualOf(calls, NOW);
const said = ({ access, leftBehind }: Residual) => [...access, ...leftBehind].map(({ what }) => what);

const user = { asked: { userName: "backup" } };
const role = (document: object) => ({ asked: { roleName: "admin", policyDocument: JSON.stringify(document) } });
const trusting = (...arns: readonly string[]) => ({
  Statement: arns.map((AWS) => ({ Effect: "Allow", Principal: { AWS }, Action: "sts:AssumeRole" })),
});

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

describe("a thing that is gone again", () => {
  const created = call("iam:CreateUser", user);

  test("is not listed, if the intruder has deleted it", () => {
    const result = residual(created, call("iam:DeleteUser", { ...user, at: 5 }));
    expect(said(result)).toEqual([]);
    expect(result.undone).toMatchObject([{ what: "user backup", events: ["iam:CreateUser@0"], by: "intruder" }]);
  });

  test("is back, if it was made anew after that", () => {
    const again = call("iam:CreateUser", { ...user, at: 9 });
    const result = residual(again, created, call("iam:DeleteUser", { ...user, at: 5 }));
    expect(said(result)).toEqual(["user backup"]);
    expect(result.leftBehind[0]?.events).toEqual(["iam:CreateUser@9"]);
  });

  test("is not listed, if somebody else has deleted it, who leaves nothing", () => {
    const result = residual(created, call("iam:DeleteUser", { ...user, at: 5, byOther: true }));
    expect(said(result)).toEqual([]);
    expect(result.undone).toMatchObject([{ what: "user backup", by: "other", endedBy: "iam:DeleteUser@5" }]);
    expect(said(residual(call("iam:DeleteUser", { ...user, byOther: true })))).toEqual([]);
  });

  test("takes with it what belonged to it", () => {
    const open = { functionName: "arn:aws:lambda:eu-west-1:111122223333:function:cron", statementId: "s" };
    const result = residual(
      call("lambda:AddPermission20150331v2", { asked: open }),
      call("lambda:DeleteFunction20150331", { asked: { functionName: "cron" }, at: 5 }),
    );
    expect(result.undone).toMatchObject([{ what: "permission s of function cron" }]);
    expect(said(result)).toEqual(["deletion of function cron"]);
  });

  test("is still listed, if it was made and ended in one second under a name that can come again", () => {
    expect(said(residual(created, call("iam:DeleteUser", { ...user, id: "a" })))).toContain("user backup");
  });

  test("is not listed, if it was made and ended in one second under an id that never comes again", () => {
    const opened = call("ssm:StartSession", { asked: { target: "i-01" }, answered: { sessionId: "app-1" } });
    const closed = call("ssm:TerminateSession", { asked: { sessionId: "app-1" } });
    expect(said(residual(closed, opened))).toEqual([]);
  });

  test("leaves a gap, if something of the owner's had stood in its place", () => {
    const asked = { bucketName: "logs", bucketPolicy: trusting("*") };
    const put = call("s3:PutBucketPolicy", { asked });
    expect(residual(put).leftBehind).toMatchObject([{ what: "policy of bucket logs", detail: "lets in *" }]);
    expect(said(residual(put, call("s3:DeleteBucketPolicy", { asked, at: 5 })))).toEqual([
      "deletion of policy of bucket logs",
    ]);
  });
});

describe("what the intruder takes away", () => {
  const trail = { asked: { name: "arn:aws:cloudtrail:eu-west-1:111122223333:trail/main" } };
  const restored = { asked: { name: "main" }, at: 60, byOther: true } as const;

  test("is listed, with the way back", () => {
    const { leftBehind } = residual(call("cloudtrail:DeleteTrail", trail));
    expect(leftBehind).toMatchObject([{ kind: "trail", what: "deletion of trail main" }]);
    expect(leftBehind[0]?.commands.at(-1)).toBe("aws cloudtrail start-logging --name main --region eu-west-1");
  });

  test("is listed no more, once somebody else has put it back", () => {
    const result = residual(call("cloudtrail:DeleteTrail", trail), call("cloudtrail:CreateTrail", restored));
    expect(said(result)).toEqual([]);
    expect(result.undone).toMatchObject([{ what: "deletion of trail main", by: "other" }]);
  });

  test("is listed no more, once it is on again", () => {
    const off = call("cloudtrail:StopLogging", { asked: { name: "main" } });
    expect(said(residual(off))).toEqual(["trail main switched off"]);
    expect(said(residual(off, call("cloudtrail:StartLogging", restored)))).toEqual([]);
  });

  test("stays listed, with a word about it, if somebody else has only changed it since", () => {
    const selectors = { asked: { trailName: "main" } };
    const repaired = call("cloudtrail:PutEventSelectors", { ...selectors, at: 60, byOther: true, id: "repair" });
    expect(residual(call("cloudtrail:PutEventSelectors", selectors), repaired).leftBehind).toMatchObject([
      { what: "event selectors of trail main", changedSince: ["repair"] },
    ]);
  });

  test("is the intruder's again, if that was undone in turn", () => {
    const selectors = (at: number, more = {}) =>
      call("cloudtrail:PutEventSelectors", { asked: { trailName: "main" }, at, ...more });
    const [item] = residual(selectors(0), selectors(60, { byOther: true }), selectors(90)).leftBehind;
    expect(item?.events).toHaveLength(2);
    expect(item?.changedSince).toBeUndefined();
  });

  test("has a reason of its own, not that of what its kind makes", () => {
    const task = { asked: { cluster: "web", task: "t-1" }, answered: { task: { taskArn: "t-1" } } };
    expect(residual(call("ecs:StopTask", task)).leftBehind).toMatchObject([{ why: "What was deleted stays deleted." }]);
    const key = { asked: { userName: "ci", accessKeyId: "AKIAIOSFODNN7EXAMPLE", status: "Inactive" } };
    expect(residual(call("iam:UpdateAccessKey", key)).leftBehind).toMatchObject([
      { what: "switching off of access key AKIAIOSFODNN7EXAMPLE", why: "It stays as it was set." },
    ]);
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
      expect(said(residualOf([{ event: shape }], NOW))).toEqual(["user backup"]);
    }
    expect(residualOf([{ event: "no record" }, { event: null }, { event: [] }], NOW).unreadable).toBe(3);
  });
});
