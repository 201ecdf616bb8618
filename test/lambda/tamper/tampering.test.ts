import { describe, expect, test } from "vitest";
import { denyOlderSessions } from "../../../lambda/older-sessions-policy.ts";
import type { DenyAssume, DenyRoleSessions, DenyUserSessions, Step } from "../../../lambda/steps.ts";
import { TAMPERING, touches } from "../../../lambda/tamper/tampering.ts";
import { toolOf } from "../../../lambda/tamper/tools.ts";
import { namesOf } from "../../../lambda/tamper/user-names.ts";
import type { RecordedCall } from "../../../lambda/trace/graph.ts";
import { TRAIL_RULES } from "../../../lambda/trail-rules.ts";

const ACCOUNT = "111122223333";
const CUTOFF = "2026-03-01T09:00:30Z";
const role = { account: ACCOUNT, roleName: "App", roleArn: `arn:aws:iam::${ACCOUNT}:role/App`, roleId: "AROAAPP" };
const user = { account: ACCOUNT, userName: "ben", userArn: `arn:aws:iam::${ACCOUNT}:user/ben`, userId: "AIDABEN" };

const onRole: DenyRoleSessions = { type: "deny-role-sessions", ...role, cutoff: CUTOFF };
const managed: Step = { type: "deny-role-sessions-managed", ...role, cutoff: CUTOFF };
const boundary: Step = { type: "deny-role-sessions-boundary", ...role, cutoff: CUTOFF };
const onUser: DenyUserSessions = { type: "deny-user-sessions", ...user, cutoff: CUTOFF };
const key: Step = { type: "deactivate-key", ...user, accessKeyId: "AKIAIOSFODNN7EXAMPLE" };
const trust: DenyAssume = { type: "deny-assume", ...role, principals: [] };
const scp: Step = { type: "deny-by-scp", account: ACCOUNT, target: "444455556666", partition: "aws" };

function call(name: string, requestParameters: object, change: Partial<RecordedCall> = {}): RecordedCall {
  return {
    eventId: "e",
    at: "2026-03-01T09:10:00.000Z",
    region: "us-east-1",
    source: "iam.amazonaws.com",
    name,
    account: ACCOUNT,
    readOnly: false,
    fromConsole: false,
    record: { requestParameters },
    ...change,
  };
}

const OURS = `arn:aws:iam::${ACCOUNT}:policy/credential-leak-responder/AWSRevokeOlderSessions-AROAAPP`;
const BOUNDARY = `arn:aws:iam::${ACCOUNT}:policy/credential-leak-responder/AWSRevokeOlderSessions-Boundary-AROAAPP`;
const READ_ONLY = "arn:aws:iam::aws:policy/ReadOnlyAccess";
const DENY = { roleName: "app", policyName: "AWSRevokeOlderSessions" };

describe("a call that can have undone a step", () => {
  test.each<[string, Step, RecordedCall]>([
    ["the policy deleted, the role's name in another case", onRole, call("DeleteRolePolicy", DENY)],
    ["the policy overwritten", onRole, call("PutRolePolicy", DENY)],
    [
      "the key activated by whoever signs with the user's",
      key,
      call("UpdateAccessKey", { accessKeyId: "AKIAIOSFODNN7EXAMPLE" }),
    ],
    [
      "the key activated of a user who was renamed",
      key,
      call("UpdateAccessKey", { userName: "renamed", accessKeyId: "AKIAIOSFODNN7EXAMPLE" }),
    ],
    [
      "the policy overwritten by one with an earlier cutoff",
      onRole,
      call("PutRolePolicy", { ...DENY, policyDocument: denyOlderSessions(null, "2026-03-01T09:00:29Z") }),
    ],
    ["the policy overwritten by what cannot be read", onRole, call("PutRolePolicy", { ...DENY, policyDocument: "{" })],
    ["the role deleted", onRole, call("DeleteRole", { roleName: "App" })],
    ["our policy detached", managed, call("DetachRolePolicy", { roleName: "App", policyArn: OURS })],
    ["a new version of our policy", managed, call("CreatePolicyVersion", { policyArn: OURS })],
    [
      "another boundary put",
      boundary,
      call("PutRolePermissionsBoundary", { roleName: "App", permissionsBoundary: READ_ONLY }),
    ],
    [
      "a control policy detached from the account",
      scp,
      call("DetachPolicy", { targetId: "444455556666" }, { source: "organizations.amazonaws.com" }),
    ],
    ["the boundary taken off", boundary, call("DeleteRolePermissionsBoundary", { roleName: "App" })],
    ["the user's policy deleted", onUser, call("DeleteUserPolicy", { userName: "ben", policyName: DENY.policyName })],
    ["the key made active", key, call("UpdateAccessKey", { userName: "ben", accessKeyId: "AKIAIOSFODNN7EXAMPLE" })],
    ["the trust policy written", trust, call("UpdateAssumeRolePolicy", { roleName: "App" })],
    ["a control policy detached", scp, call("DetachPolicy", {}, { source: "organizations.amazonaws.com" })],
  ])("%s", (_what, step, found) => {
    expect(touches(step, found)).toBe(true);
  });

  test.each<[string, Step, RecordedCall]>([
    ["another policy", onRole, call("DeleteRolePolicy", { ...DENY, policyName: "work" })],
    [
      "a write that denies as much",
      onRole,
      call("PutRolePolicy", { ...DENY, policyDocument: denyOlderSessions(null, CUTOFF) }),
    ],
    [
      "the key made inactive",
      key,
      call("UpdateAccessKey", { accessKeyId: "AKIAIOSFODNN7EXAMPLE", status: "Inactive" }),
    ],
    ["another policy attached", managed, call("AttachRolePolicy", { roleName: "App", policyArn: READ_ONLY })],
    ["another policy detached", managed, call("DetachRolePolicy", { roleName: "App", policyArn: READ_ONLY })],
    ["our policy attached", managed, call("AttachRolePolicy", { roleName: "App", policyArn: OURS })],
    [
      "another policy attached beside the boundary",
      boundary,
      call("AttachRolePolicy", { roleName: "App", policyArn: READ_ONLY }),
    ],
    [
      "our boundary put",
      boundary,
      call("PutRolePermissionsBoundary", { roleName: "App", permissionsBoundary: BOUNDARY }),
    ],
    [
      "a control policy detached from another account",
      scp,
      call("DetachPolicy", { targetId: "777788889999" }, { source: "organizations.amazonaws.com" }),
    ],
    ["another role", onRole, call("DeleteRolePolicy", { ...DENY, roleName: "other" })],
    ["another account", onRole, call("DeleteRolePolicy", DENY, { account: "444455556666" })],
    ["a call that was refused", onRole, call("DeleteRolePolicy", DENY, { errorCode: "AccessDenied" })],
    ["another service's call of the name", onRole, call("DeleteRolePolicy", DENY, { source: "s3.amazonaws.com" })],
    ["a call that only reads", onRole, call("GetRolePolicy", DENY)],
    ["another key", key, call("UpdateAccessKey", { userName: "ben", accessKeyId: "AKIAOTHER" })],
    ["a record without parameters", onRole, call("DeleteRolePolicy", {})],
  ])("is not %s", (_what, step, found) => {
    expect(touches(step, found)).toBe(false);
  });

  test("is about the user under each name that it was given, in whatever order the calls come", () => {
    const rename = (userName: string, newUserName: string, change: Partial<RecordedCall> = {}) =>
      call("UpdateUser", { userName, newUserName }, change);
    const calls = [
      rename("CAROL", "Ben"),
      rename("dora", "carol"),
      rename("ben", "dora"),
      rename("other", "eve"),
      rename("ben", "elsewhere", { account: "444455556666" }),
      rename("ben", "refused", { errorCode: "AccessDenied" }),
      call("UpdateUser", { userName: "ben", newPath: "/x/" }),
    ];
    const names = namesOf(onUser, calls, ["fay"]);
    expect(names).toEqual(["ben", "fay", "dora", "carol", "Ben"]);
    const deleted = (userName: string) => call("DeleteUserPolicy", { userName, policyName: DENY.policyName });
    for (const name of names) expect(touches(onUser, deleted(name), names)).toBe(true);
    for (const name of ["other", "eve", "elsewhere"]) expect(touches(onUser, deleted(name), names)).toBe(false);
    expect(namesOf(onRole, [rename("App", "role-is-no-user")])).toEqual(["App"]);
  });

  test("comes by EventBridge: every one of them stands in a rule", () => {
    const heard = TRAIL_RULES.flatMap(
      ({ pattern }) => (pattern["detail"] as { readonly eventName: string[] }).eventName,
    );
    for (const name of Object.values(TAMPERING).flat()) expect(heard).toContain(name);
  });
});

describe("the tool that made a call", () => {
  const by = (userAgent: string, invokedBy?: string) =>
    toolOf(call("DeleteRolePolicy", {}, { userAgent, record: { userIdentity: { invokedBy } } }))?.name;

  test("is known by what it calls itself, or by AWS's word", () => {
    expect(by("APN/1.0 HashiCorp/1.0 Terraform/1.9.8 (+https://www.terraform.io) terraform-provider-aws/5.70.0")).toBe(
      "Terraform",
    );
    expect(by("APN/1.0 Pulumi/1.0 PulumiAWS/6.0 aws-sdk-go-v2/1.30")).toBe("Pulumi");
    expect(by("cloudformation.amazonaws.com", "cloudformation.amazonaws.com")).toBe("CloudFormation");
  });

  test("is none for people and programs of their own", () => {
    expect(by("aws-cli/2.17.0 md/awscrt#0.20.11 ua/2.0 os/linux")).toBeUndefined();
    expect(by("Boto3/1.34 Python/3.12")).toBeUndefined();
  });
});
