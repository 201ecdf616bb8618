// What is gone again of what an intruder has made, and what has come back of what was taken away.
import { describe, expect, test } from "vitest";
import { call, residual, said, trusting, user } from "./calls.ts";

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

  test("is out all the same, if it was a copy that others had: shared and then deleted, or shared no more", () => {
    const permission = (change: string) => ({ [change]: { items: [{ userId: "999988887777" }] } });
    const modify = (change: string, at: number) =>
      call("ec2:ModifySnapshotAttribute", {
        asked: { snapshotId: "snap-1", createVolumePermission: permission(change) },
        at,
      });
    const made = call("ec2:CreateSnapshot", { answered: { snapshotId: "snap-1" } });
    const gone = call("ec2:DeleteSnapshot", { asked: { snapshotId: "snap-1" }, at: 9 });
    for (const result of [residual(made, modify("add", 1), gone), residual(modify("add", 1), modify("remove", 2))]) {
      expect(said(result)).toEqual([]);
      expect(result.exposed).toMatchObject([
        { what: "content of snapshot snap-1 shared with 999988887777", possible: true },
      ]);
    }
    const db = { dbSnapshotIdentifier: "db-1", attributeName: "restore", valuesToAdd: ["all"] };
    expect(residual(call("rds:ModifyDBSnapshotAttribute", { asked: db })).exposed).toHaveLength(1);
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
