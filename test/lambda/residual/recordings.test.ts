// What each recorded attack technique has left behind, by a person's reading of the recording. Without the recordings,
// which are not part of this repository, there is nothing to check.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { readCall } from "../../../lambda/residual/read-call.ts";
import { readRecording } from "../../../lambda/residual/read-recording.ts";
import { type Residual, residualOf } from "../../../lambda/residual/residual-of.ts";

const FOLDER = new URL("../../../../shared/data/cloudtrail/", import.meta.url);
const ATTACKS = new URL("stratus-red-team/", FOLDER);
const read = (file: string) => readRecording(readFileSync(new URL(`${file}.json`, ATTACKS), "utf8"));

/** Things by their names, `*` for ids; a number after them where there are several. Refused calls by their names. */
type Left = {
  readonly access?: readonly string[];
  readonly leftBehind?: readonly string[];
  readonly exposed?: readonly string[];
  readonly undone?: readonly string[];
  readonly refused?: readonly string[];
};

const LEFT: Readonly<Record<string, Left>> = {
  // 30 passwords were asked for with a role that may not: what is left are the sessions of that role.
  "aws.credential-access.ec2-get-password-data": {
    access: ["session * of role stratus-red-team-ec2-get-password-data-role ×2"],
    refused: ["ec2:GetPasswordData", "sts:AssumeRole"],
  },
  // The machine was told to print its role's credentials, which were then used from elsewhere.
  "aws.credential-access.ec2-steal-instance-credentials": {
    access: ["command * (AWS-RunShellScript) on machines"],
    exposed: ["output of command * on machine i-*"],
  },
  "aws.credential-access.secretsmanager-batch-retrieve-secrets": {
    exposed: ["every secret that the filter tag-key=StratusRedTeam finds"],
  },
  "aws.credential-access.secretsmanager-retrieve-secrets": { exposed: ["secret arn:aws:secretsmanager:* ×20"] },
  "aws.credential-access.ssm-retrieve-securestring-parameters": {
    exposed: ["parameter /credentials/stratus-red-team/credentials-* ×42"],
  },
  "aws.defense-evasion.cloudtrail-delete": { leftBehind: ["deletion of trail stratus-red-team-*"] },
  "aws.defense-evasion.cloudtrail-event-selectors": { leftBehind: ["event selectors of trail stratus-red-team-*"] },
  "aws.defense-evasion.cloudtrail-stop": { leftBehind: ["trail stratus-red-team-* switched off"] },
  "aws.defense-evasion.dns-delete-logs": { leftBehind: ["deletion of DNS query logging rqlc-*"] },
  // The account was not let go.
  "aws.defense-evasion.organizations-leave": {
    access: ["session * of role stratus-red-team-leave-org-role ×2"],
    refused: ["organizations:LeaveOrganization"],
  },
  "aws.defense-evasion.vpc-remove-flow-logs": { leftBehind: ["deletion of flow log fl-*"] },
  "aws.discovery.ec2-download-user-data": {
    access: ["session * of role stratus-red-team-get-usr-data-role ×2"],
    refused: ["ec2:DescribeInstanceAttribute", "sts:AssumeRole"],
  },
  // Ten graphics machines were asked for and refused.
  "aws.execution.ec2-launch-unusual-instances": {
    access: ["session * of role stratus-red-team-ec2lui-role-* ×2"],
    refused: ["ec2:RunInstances"],
  },
  // Stopped, given other user data, started again: the machine runs, with it.
  "aws.execution.ec2-user-data": {
    leftBehind: ["user data of instance i-*"],
    undone: ["stop of instance i-*"],
  },
  "aws.execution.ssm-send-command": {
    access: ["command * (AWS-RunShellScript) on machines"],
    exposed: ["output of command * on machine i-* ×3"],
  },
  // Three shells were opened, and closed a second later.
  "aws.execution.ssm-start-session": { undone: ["Session Manager session christophe-* ×3"] },
  "aws.exfiltration.ec2-security-group-open-port-22-ingress": {
    leftBehind: ["ingress rule sgr-* (tcp 22-22, */0) of security group sg-*"],
  },
  "aws.exfiltration.ec2-share-ami": {
    leftBehind: ["sharing of image ami-* with 846424999548"],
    exposed: ["content of image ami-* shared with 846424999548"],
  },
  "aws.exfiltration.ec2-share-ebs-snapshot": {
    leftBehind: ["sharing of snapshot snap-* with 098797384747"],
    exposed: ["content of snapshot snap-* shared with 098797384747"],
  },
  "aws.exfiltration.rds-share-snapshot": {
    exposed: ["content of database snapshot exfiltration shared with 503161813013"],
    leftBehind: ["sharing of database snapshot exfiltration with 503161813013"],
  },
  "aws.impact.bedrock-invoke-model": {
    leftBehind: [
      "use case for model access in the account's name",
      "access to the model anthropic.claude-3-sonnet-20240229-v1:0",
    ],
  },
  "aws.initial-access.console-login-without-mfa": {
    access: ["console session of arn:aws:iam::*:user/stratus-red-team-*"],
  },
  "aws.lateral-movement.ec2-instance-connect": { access: ["SSH connection to instance i-* as ec2-user ×3"] },
  "aws.lateral-movement.ec2-serial-console-send-ssh-public-key": {
    access: ["serial console switched on in this Region", "serial console of instance i-* ×3"],
  },
  "aws.persistence.iam-backdoor-role": { leftBehind: ["trust policy of role stratus-red-team-backdoor-r-role"] },
  "aws.persistence.iam-backdoor-user": { leftBehind: ["access key AKIA*"] },
  "aws.persistence.iam-create-admin-user": {
    leftBehind: [
      "access key AKIA*",
      "user malicious-iam-user",
      "policy arn:aws:iam::aws:policy/AdministratorAccess on user malicious-iam-user",
    ],
  },
  "aws.persistence.iam-create-backdoor-role": {
    leftBehind: [
      "role stratus-red-team-malicious-iam-role",
      "policy arn:aws:iam::aws:policy/AdministratorAccess on role stratus-red-team-malicious-iam-role",
    ],
  },
  // The password was to be taken away a second later; IAM was not ready, so it is still there.
  "aws.persistence.iam-create-user-login-profile": {
    leftBehind: ["console password of user stratus-red-team-login-profile-user"],
    refused: ["iam:DeleteLoginProfile"],
  },
  "aws.persistence.lambda-backdoor-function": {
    leftBehind: ["permission backdoor of function stratus-red-team-backdoor-f-func"],
  },
  "aws.persistence.lambda-layer-extension": {
    leftBehind: ["layers, environment, role or handler of function stratus-red-team-lambda-layer-simpleLambda"],
  },
  "aws.persistence.lambda-overwrite-code": { leftBehind: ["code of function stratus-red-team-olc-func-*"] },
  "aws.persistence.rolesanywhere-create-trust-anchor": {
    leftBehind: ["Roles Anywhere trust anchor *", "Roles Anywhere profile *"],
  },
  "aws.persistence.sts-federation-token": { access: ["session ASIA* of federated user stratus_red_team"] },
  "aws.privilege-escalation.iam-update-user-login-profile": {
    leftBehind: ["console password of user stratus-red-team-update-login-profile-user"],
  },
};

/** `pattern ×3`: so many things of that name. */
function expectThings(things: readonly { readonly what: string }[], patterns: readonly string[] = []) {
  const names = things.map(({ what }) => what);
  const left = patterns.reduce((rest, pattern) => {
    const [text = "", count = "1"] = pattern.split(" ×");
    const name = new RegExp(`^${text.replace(/[.+?^${}()|[\]\\]/g, "\\$&").replaceAll("*", "\\S+")}$`);
    const found = rest.filter((each) => name.test(each));
    expect(found, pattern).toHaveLength(Number(count));
    return rest.filter((each) => !found.includes(each));
  }, names);
  expect(left).toEqual([]);
}

/** As told when the last recorded call was just over. */
function residualAfter(file: string): Residual {
  const calls = read(file);
  return residualOf(calls, Math.max(...calls.flatMap((each) => readCall(each)?.at ?? [])));
}

describe.skipIf(!existsSync(ATTACKS))("of each recorded technique", () => {
  test("somebody has read the recording", () => {
    const files = readdirSync(ATTACKS).map((file) => file.replace(/\.json$/, ""));
    expect(Object.keys(LEFT).sort()).toEqual(files.sort());
  });

  test.each(Object.entries(LEFT))("%s: what it left is named, and nothing is unknown", (file, left) => {
    const { access, leftBehind, exposed, undone, refused, unknown, unreadable } = residualAfter(file);
    expectThings(access, left.access);
    expectThings(leftBehind, left.leftBehind);
    expectThings(exposed, left.exposed);
    expectThings(undone, left.undone);
    expect(refused.map(({ call }) => call)).toEqual(left.refused ?? []);
    expect({ unknown, unreadable }).toEqual({ unknown: [], unreadable: 0 });
  });

  test("whom a backdoored role and function let in stands beside them", () => {
    const details = ["aws.persistence.iam-backdoor-role", "aws.persistence.lambda-backdoor-function"].map(
      (file) => residualAfter(file).leftBehind[0]?.detail,
    );
    expect(details).toEqual(["lets in ec2.amazonaws.com, arn:aws:iam::193672423079:root", "lets in *"]);
  });
});

describe.skipIf(!existsSync(FOLDER))("of AWS's own examples", () => {
  test("every record of a call is read, however old its form", () => {
    const files = ["cloudtrail-user-guide-examples", "iam-user-guide-examples"];
    const lines = files.flatMap((file) =>
      readFileSync(new URL(`aws-docs/${file}.ndjson`, FOLDER), "utf8")
        .trim()
        .split("\n"),
    );
    const events = lines.map((line) => JSON.parse(line).event);
    const calls = events.filter(({ eventSource, eventName }) => eventSource && eventName);
    const residual = residualOf(
      events.map((event) => ({ event })),
      Date.parse("2014-01-01T00:00:00Z"),
    );
    expect(residual.unreadable).toBe(events.length - calls.length);
    expectThings(
      residual.access.filter(({ kind }) => kind === "session"),
      [
        "session * of role EC2-dev",
        "session * of role JohnRole2",
        "session * of role FederatedWebIdentityRole",
        "session * of role SAMLTestRoleShibboleth",
      ],
    );
    expect(residual.unknown.map(({ call }) => call).sort()).toEqual([
      "cloudtrail:CreateServiceLinkedChannel",
      "kms:RotateKey",
    ]);
  });
});
