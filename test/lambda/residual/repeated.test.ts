// A call that is answered alike whether it changes anything: repeating what stood there hides nobody's taking it away.
import { describe, expect, test } from "vitest";
import type { TracedCall } from "../../../lambda/residual/read-call.ts";
import { call, residual, said } from "./calls.ts";

const left = (...calls: readonly TracedCall[]) => {
  const { access, leftBehind } = residual(...calls);
  return [...access, ...leftBehind].map(({ what, possible }) => [what, possible]);
};

const role = { asked: { roleName: "app", policyArn: "arn:aws:iam::aws:policy/AWSDenyAll" } };
const attach = (at: number) => call("iam:AttachRolePolicy", { ...role, at });
const detach = (at: number) => call("iam:DetachRolePolicy", { ...role, at });
const DENY = "policy arn:aws:iam::aws:policy/AWSDenyAll on role app";

describe("a deny that the intruder attaches again and then detaches", () => {
  test("is perhaps taken away, and the command is not to be run unseen", () => {
    const { leftBehind } = residual(attach(0), detach(5));
    expect(leftBehind).toMatchObject([{ what: `removal of ${DENY}`, possible: true }]);
    expect(leftBehind[0]?.why).toMatch(/^Perhaps:/);
  });

  test("is listed as attached, if he attaches it once more", () => {
    expect(left(attach(0), detach(5), attach(9))).toEqual([[DENY, undefined]]);
  });

  test("is surely taken away, if he has not attached it before", () => {
    expect(left(detach(5))).toEqual([[`removal of ${DENY}`, undefined]]);
  });
});

const recorder = { configurationRecorderName: "default" };
const fn = { functionName: "cron" };

test.each([
  ["a detection rule", "events:PutRule", "events:DeleteRule", { name: "detect" }],
  ["an alarm", "monitoring:PutMetricAlarm", "monitoring:DeleteAlarms", { alarmName: "root", alarmNames: ["root"] }],
  ["an inline deny", "iam:PutUserPolicy", "iam:DeleteUserPolicy", { userName: "eve", policyName: "deny" }],
  ["the recorder", "config:PutConfigurationRecorder", "config:DeleteConfigurationRecorder", recorder],
  ["the password policy", "iam:UpdateAccountPasswordPolicy", "iam:DeleteAccountPasswordPolicy", {}],
  ["a demand for signed code", "lambda:PutFunctionCodeSigningConfig", "lambda:DeleteFunctionCodeSigningConfig", fn],
])("%s that is written over and then deleted is listed", (_, write, remove, asked) => {
  const result = said(residual(call(write, { asked }), call(remove, { asked, at: 5 })));
  expect(result).toHaveLength(1);
  expect(result[0]).toMatch(/^deletion of /);
});

test("a topic of alarms that the intruder asks for by name and then deletes is listed", () => {
  const topicArn = "arn:aws:sns:eu-west-1:111122223333:alarms";
  const asked = call("sns:CreateTopic", { asked: { name: "alarms" }, answered: { topicArn } });
  expect(left(asked, call("sns:DeleteTopic", { asked: { topicArn }, at: 5 }))).toEqual([
    [`deletion of topic ${topicArn}`, true],
  ]);
});

test("a dead key that is switched off once more and then on is listed, with the command that switches it off", () => {
  const key = { userName: "ci", accessKeyId: "AKIAIOSFODNN7EXAMPLE" };
  const { leftBehind } = residual(
    call("iam:UpdateAccessKey", { asked: { ...key, status: "Inactive" } }),
    call("iam:UpdateAccessKey", { asked: { ...key, status: "Active" }, at: 5 }),
  );
  expect(leftBehind).toMatchObject([{ what: "access key AKIAIOSFODNN7EXAMPLE", possible: true }]);
  expect(leftBehind[0]?.commands[0]).toMatch(/ --status Inactive$/);
});

test("a person whose assignment is taken away in vain, and then made, is listed", () => {
  const asked = {
    principalType: "USER",
    principalId: "u-1",
    targetId: "111122223333",
    permissionSetArn: "ssoins/ps-1",
  };
  const result = left(
    call("sso:DeleteAccountAssignment", { asked }),
    call("sso:CreateAccountAssignment", { asked, at: 5 }),
  );
  expect(result).toEqual([["assignment of USER u-1 to account 111122223333 by ps-1", true]]);
});

test("what the intruder surely made and then changed is gone when it is deleted", () => {
  const key = { userName: "ci", accessKeyId: "AKIAIOSFODNN7EXAMPLE" };
  expect(
    left(
      call("iam:CreateAccessKey", { answered: { accessKey: key } }),
      call("iam:UpdateAccessKey", { asked: { ...key, status: "Active" }, at: 2 }),
      call("iam:DeleteAccessKey", { asked: key, at: 5 }),
    ),
  ).toEqual([]);
});

test("a machine that stood still, was stopped once more and then started, is listed as started", () => {
  const asked = { instancesSet: { items: [{ instanceId: "i-01" }] } };
  const answered = { instancesSet: { items: [{ instanceId: "i-01", previousState: { name: "stopped" } }] } };
  const calls = [call("ec2:StopInstances", { asked, answered }), call("ec2:StartInstances", { asked, at: 5 })];
  expect(left(...calls)).toEqual([["start of instance i-01", true]]);
});
