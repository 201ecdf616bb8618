import { existsSync, readdirSync, readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { EMPTY_GRAPH } from "../../../lambda/trace/graph.ts";
import { openedBy } from "../../../lambda/trace/opens/index.ts";
import { readRecordedCall } from "../../../lambda/trace/recorded-call.ts";
import { walk } from "../../../lambda/trace/walk.ts";
import { recorded, sourceOf, type Wish } from "./records.ts";

const ROLE = "arn:aws:iam::111122223333:role/teams/batch";

describe("what a call hands to a service is likely the intruder's", () => {
  test.each<[string, Wish, object]>([
    [
      "a new function",
      {
        call: "lambda:CreateFunction20150331",
        asked: { functionName: "f", role: ROLE },
        answered: { functionName: "f", role: ROLE },
      },
      { form: "service-session", about: "f", principal: { account: "111122223333", name: "batch", session: "f" } },
    ],
    [
      "new code for a function that is there",
      {
        call: "lambda:UpdateFunctionCode20150331v2",
        asked: { functionName: "arn:aws:lambda:us-east-1:111122223333:function:f" },
        answered: { functionName: "f", role: ROLE },
      },
      { form: "service-session", about: "f", principal: { name: "batch", session: "f" } },
    ],
    [
      "a task",
      {
        call: "ecs:RunTask",
        asked: { overrides: { taskRoleArn: ROLE } },
        answered: {
          tasks: [{ taskArn: "arn:aws:ecs:us-east-1:111122223333:task/main/0123456789abcdef0123456789abcdef" }],
        },
      },
      { form: "service-session", about: "0123456789abcdef0123456789abcdef", principal: { name: "batch" } },
    ],
    [
      "another profile on an instance",
      {
        call: "ec2:AssociateIamInstanceProfile",
        asked: {
          AssociateIamInstanceProfileRequest: {
            InstanceId: "i-0123456789abcdef0",
            IamInstanceProfile: { Name: "site" },
          },
        },
      },
      { form: "service-session", about: "i-0123456789abcdef0", principal: { session: "i-0123456789abcdef0" } },
    ],
    [
      "a role for any other service",
      { call: "codebuild:CreateProject", asked: { name: "p", serviceRole: ROLE } },
      { form: "service-role", about: "codebuild.amazonaws.com", principal: { name: "batch", arn: ROLE } },
    ],
  ])("%s", (_, wish, expected) => {
    expect(openedBy(recorded(wish))).toEqual([
      expect.objectContaining({
        ...expected,
        sure: "likely",
        principal: expect.objectContaining("principal" in expected ? expected.principal : {}),
      }),
    ]);
  });

  const handed = (about: string, name: string) => [about, name];

  test.each<[string, unknown, readonly (readonly string[])[]]>([
    ["glue:CreateJob", { name: "j", role: "batch" }, [handed("glue.amazonaws.com", "batch")]],
    ["glue:UpdateJob", { jobName: "j", jobUpdate: { role: "batch" } }, [handed("glue.amazonaws.com", "batch")]],
    ["glue:CreateCrawler", { name: "c", role: "service-role/batch" }, [handed("glue.amazonaws.com", "batch")]],
    ["glue:CreateJob", { name: "j", role: ROLE }, [handed("glue.amazonaws.com", "batch")]],
    [
      "elasticmapreduce:RunJobFlow",
      {
        name: "cluster",
        serviceRole: "EMR_DefaultRole",
        jobFlowRole: "EMR_EC2_DefaultRole",
        autoScalingRole: "EMR_AutoScaling_DefaultRole",
      },
      [
        handed("elasticmapreduce.amazonaws.com", "EMR_DefaultRole"),
        handed("application-autoscaling.amazonaws.com", "EMR_AutoScaling_DefaultRole"),
        handed("ec2.amazonaws.com", "EMR_EC2_DefaultRole"),
      ],
    ],
    [
      "elasticmapreduce:RunJobFlow",
      { jobFlowRole: "arn:aws:iam::111122223333:instance-profile/teams/nodes" },
      [handed("ec2.amazonaws.com", "nodes")],
    ],
    ["ecs:RegisterTaskDefinition", { taskRoleArn: "batch" }, [handed("ecs-tasks.amazonaws.com", "batch")]],
    ["ecs:RegisterTaskDefinition", { taskRoleArn: ROLE }, [handed("ecs-tasks.amazonaws.com", "batch")]],
    [
      "batch:CreateComputeEnvironment",
      { serviceRole: "batch", computeResources: { instanceRole: "nodes" } },
      [handed("batch.amazonaws.com", "batch"), handed("ec2.amazonaws.com", "nodes")],
    ],
    ["ssm:CreateActivation", { iamRole: "managed" }, [handed("ssm.amazonaws.com", "managed")]],
    ["autoscaling:CreateLaunchConfiguration", { iamInstanceProfile: "site" }, [handed("ec2.amazonaws.com", "site")]],
  ])("a role by its name, or for another service's sessions: %s %j", (call, asked, expected) => {
    const opened = openedBy(recorded({ call, asked }));
    expect(opened.map(({ about, principal }) => [about, principal.name])).toEqual(expected);
    for (const one of opened) expect(one).toMatchObject({ form: "service-role", sure: "likely" });
  });

  test.each(["arn:aws:iam::111122223333:role/batch", "arn:aws:iam::111122223333:role/service-role/batch"])(
    "and the service's session of it is followed: %s",
    async (roleArn) => {
      const job = recorded({ call: "glue:CreateJob", asked: { name: "j", role: "batch" } });
      const service = recorded({
        call: "sts:AssumeRole",
        at: "2026-03-01T09:05:00.000Z",
        asked: { roleArn, roleSessionName: "GlueJobRunnerSession" },
        answered: {
          credentials: { accessKeyId: "ASIAI44QH8DHBEXAMPLE" },
          assumedRoleUser: {
            arn: "arn:aws:sts::111122223333:assumed-role/batch/GlueJobRunnerSession",
            assumedRoleId: "AROAI44QH8DHBEXAMPLE:GlueJobRunnerSession",
          },
        },
        more: { readOnly: true, userIdentity: { type: "AWSService", invokedBy: "glue.amazonaws.com" } },
      });
      const { graph } = await walk({
        known: EMPTY_GRAPH,
        starts: [
          {
            principal: { kind: "role", account: "111122223333", name: "app", session: "worker" },
            accessKeyId: "ASIAIOSFODNN7EXAMPLE",
            issuedAt: "2026-03-01T08:00:00Z",
            since: "2026-03-01T08:00:00Z",
          },
        ],
        source: sourceOf([job, service]),
        now: () => Date.parse("2026-03-01T10:00:00Z"),
        budgetMs: 60_000,
      });
      expect(graph.nodes).toContainEqual(
        expect.objectContaining({ accessKeyId: "ASIAI44QH8DHBEXAMPLE", how: "likely" }),
      );
    },
  );

  test.each<[string, Wish]>([
    ["a name that cannot be one of a role", { call: "glue:CreateJob", asked: { role: "no role; at all" } }],
    [
      "an instance without a profile",
      { call: "ec2:RunInstances", answered: { instancesSet: { items: [{ instanceId: "i-0123456789abcdef0" }] } } },
    ],
    [
      "a refused call",
      {
        call: "lambda:CreateFunction20150331",
        asked: { functionName: "f", role: ROLE },
        more: { errorCode: "AccessDenied" },
      },
    ],
    [
      "a call that only reads",
      { call: "codebuild:BatchGetProjects", asked: { serviceRole: ROLE }, more: { readOnly: true } },
    ],
    [
      "a text that is no ARN of a role",
      { call: "codebuild:CreateProject", asked: { serviceRole: "arn:aws:iam::111122223333:role/" } },
    ],
  ])("but not %s", (_, wish) => {
    expect(openedBy(recorded(wish))).toEqual([]);
  });
});

describe("into the console", () => {
  test("a sign-in token: the key that the event names is issued, the session's console is likely", () => {
    const call = recorded({
      call: "signin:GetSigninToken",
      answered: { GetSigninToken: "Success", credentials: { accessKeyId: "ASIAI44QH8DHBEXAMPLE" } },
    });
    expect(openedBy(call)).toEqual([
      expect.objectContaining({ form: "console-session", sure: "likely" }),
      expect.objectContaining({ form: "key", accessKeyId: "ASIAI44QH8DHBEXAMPLE", sure: "issued" }),
    ]);
  });

  test("a password that was changed for another user", () => {
    const call = recorded({ call: "iam:UpdateLoginProfile", asked: { userName: "quiet" } });
    expect(openedBy(call)).toMatchObject([{ form: "console-user", principal: { kind: "user", name: "quiet" } }]);
  });
});

describe("until when a session is good", () => {
  const assumed = (expiration: string) => {
    const assumedRoleUser = {
      arn: "arn:aws:sts::111122223333:assumed-role/batch/w",
      assumedRoleId: "AROAI44QH8DHBEXAMPLE:w",
    };
    const credentials = { accessKeyId: "ASIAI44QH8DHBEXAMPLE", expiration };
    return openedBy(
      recorded({
        call: "sts:AssumeRole",
        asked: { roleArn: ROLE, roleSessionName: "w" },
        answered: { credentials, assumedRoleUser },
      }),
    )[0];
  };

  test.each([
    ["Mar 1, 2026, 10:00:00 AM", "2026-03-01T10:00:00.000Z"],
    ["Mar 1, 2026, 12:30:00 PM", "2026-03-01T12:30:00.000Z"],
    ["Mar 1, 2026 9:00:00 PM", "2026-03-01T21:00:00.000Z"],
    ["Mar 1, 2026, 9:15:01\u202fAM", "2026-03-01T09:15:01.000Z"],
  ])("%s", (said, end) => {
    expect(assumed(said)?.expiresAt).toBe(end);
  });

  test.each(["Mar 2, 2026, 10:00:00 AM", "Feb 1, 2026, 10:00:00 AM", "soon", "Foo 1, 2026, 10:00:00 AM"])(
    "%s cannot be, for a role's session that began at nine on the first of March",
    (said) => {
      expect(assumed(said)).not.toHaveProperty("expiresAt");
    },
  );
});

test("no record breaks the reading of it", () => {
  const parameters = fc.oneof(
    fc.json().map((text): unknown => JSON.parse(text)),
    fc.object(),
  );
  const call = fc.constantFrom(
    "sts:AssumeRole",
    "sts:GetWebIdentityToken",
    "iam:CreateAccessKey",
    "iam:CreateRole",
    "iam:CreateLoginProfile",
    "ec2:RunInstances",
    "lambda:CreateFunction20150331",
    "ecs:RunTask",
    "signin:GetSigninToken",
    "glue:CreateJob",
  );
  fc.assert(
    fc.property(call, parameters, parameters, (call, asked, answered) => {
      for (const { principal } of openedBy(recorded({ call, asked, answered })))
        expect(principal.account).toMatch(/^\d{12}$/);
    }),
  );
});

const RECORDINGS = new URL("../../../../shared/data/cloudtrail/stratus-red-team/", import.meta.url);

describe.runIf(existsSync(RECORDINGS))("recorded attacks", () => {
  const openedIn = (technique: string) => {
    const records: Record<string, unknown>[] = JSON.parse(
      readFileSync(new URL(`${technique}.json`, RECORDINGS), "utf8"),
    );
    return records
      .flatMap((record, index) =>
        readRecordedCall(
          {
            EventId: String(record["eventID"] ?? index),
            EventTime: new Date(String(record["eventTime"])),
            CloudTrailEvent: JSON.stringify(record),
          },
          "us-east-1",
          String(record["recipientAccountId"]),
        ),
      )
      .flatMap((call) => openedBy(call).map(({ form, principal }) => `${form} ${principal.kind} ${principal.name}`));
  };

  test.each([
    ["aws.persistence.sts-federation-token", ["key federated-user stratus_red_team"]],
    ["aws.persistence.iam-create-admin-user", ["key user malicious-iam-user"]],
    ["aws.persistence.iam-create-user-login-profile", ["console-user user stratus-red-team-login-profile-user"]],
    ["aws.persistence.lambda-layer-extension", ["service-session role stratus-red-team-lambda-layer-lambda-role"]],
    ["aws.defense-evasion.cloudtrail-stop", []],
  ])("%s", (technique, expected) => {
    expect(openedIn(technique)).toEqual(expect.arrayContaining(expected));
    if (expected.length === 0) expect(openedIn(technique)).toEqual([]);
  });

  test("every recording is read", () => {
    for (const name of readdirSync(RECORDINGS)) expect(() => openedIn(name.replace(/\.json$/, ""))).not.toThrow();
  });
});
