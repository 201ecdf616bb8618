// Where denies are measured: the local AWS without delays, the ledger's table beside it, and roles whose sessions have leaked.
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { CreateRoleCommand, GetRolePolicyCommand, IAMClient, PutRolePolicyCommand } from "@aws-sdk/client-iam";
import { OLDER_SESSIONS_POLICY } from "../../lambda/older-sessions-policy.ts";
import { MEASURED_CONFIG } from "../measured-config.ts";
import { startLocalAws } from "../mock/targets.ts";
import { startServer } from "../server-process.ts";

export type LeakedRole = { readonly name: string; readonly event: object };

export type Stage = {
  /** Of a function that works there, as Lambda would give it. */
  readonly environment: Readonly<Record<string, string>>;
  /** A new role, and the event that says that a session of it has leaked. */
  leakRole(): Promise<LeakedRole>;
  /** Throws unless the role's sessions are denied: what did not happen was not fast. */
  expectDenied(role: LeakedRole): Promise<void>;
  stop(): Promise<void>;
};

const path = (relative: string) => fileURLToPath(new URL(relative, import.meta.url));

export async function startStage(): Promise<Stage> {
  const folder = mkdtempSync(join(tmpdir(), "bench-stage-"));
  const config = join(folder, "config.json");
  writeFileSync(config, MEASURED_CONFIG);
  const aws = await startLocalAws();
  const table = await startServer(process.execPath, [path("./table-server.ts")], /^\d+$/);
  if (!table) throw new Error("the ledger's table did not start");
  const endpoint = `http://127.0.0.1:${aws.port}`;
  const iam = new IAMClient({ region: "us-east-1", endpoint, credentials: aws.key });
  let roles = 0;
  return {
    environment: {
      AWS_REGION: "us-east-1",
      AWS_ACCESS_KEY_ID: aws.key.accessKeyId,
      AWS_SECRET_ACCESS_KEY: aws.key.secretAccessKey,
      AWS_ENDPOINT_URL: endpoint,
      AWS_ENDPOINT_URL_DYNAMODB: `http://127.0.0.1:${table.line}`,
      RESPONDER_LEDGER_TABLE: "ledger",
      RESPONDER_ACCOUNT: aws.account,
      RESPONDER_CONFIG_FILE: config,
      RESPONDER_ROLE_ARN: `arn:aws:iam::${aws.account}:role/credential-leak-responder`,
    },
    async leakRole() {
      const RoleName = `leaked-${++roles}`;
      const { Role } = await iam.send(new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument: TRUST }));
      await iam.send(new PutRolePolicyCommand({ RoleName, PolicyName: "work", PolicyDocument: WORK }));
      return { name: RoleName, event: finding(aws.account, RoleName, Role?.RoleId ?? "") };
    },
    async expectDenied({ name: RoleName }) {
      await iam.send(new GetRolePolicyCommand({ RoleName, PolicyName: OLDER_SESSIONS_POLICY }));
    },
    async stop() {
      iam.destroy();
      rmSync(folder, { recursive: true, force: true });
      await Promise.all([aws.stop(), table.stop()]);
    },
  };
}

const document = (...Statement: readonly object[]) => JSON.stringify({ Version: "2012-10-17", Statement });

const TRUST = document({ Effect: "Allow", Principal: { Service: "ec2.amazonaws.com" }, Action: "sts:AssumeRole" });

const WORK = document(
  { Sid: "Objects", Effect: "Allow", Action: ["s3:GetObject", "s3:PutObject"], Resource: "arn:aws:s3:::app-data/*" },
  {
    Sid: "Secrets",
    Effect: "Allow",
    Action: "secretsmanager:GetSecretValue",
    Resource: "arn:aws:secretsmanager:*:*:secret:app/*",
  },
  {
    Sid: "Queue",
    Effect: "Allow",
    Action: ["sqs:ReceiveMessage", "sqs:DeleteMessage"],
    Resource: "arn:aws:sqs:*:*:app-jobs",
  },
);

/** A GuardDuty finding as EventBridge delivers it. */
function finding(account: string, userName: string, roleId: string): object {
  const seen = new Date().toISOString();
  const type = "UnauthorizedAccess:IAMUser/InstanceCredentialExfiltration.OutsideAWS";
  return {
    version: "0",
    id: `event-${userName}`,
    "detail-type": "GuardDuty Finding",
    source: "aws.guardduty",
    account,
    time: seen,
    region: "us-east-1",
    resources: [],
    detail: {
      schemaVersion: "2.0",
      accountId: account,
      region: "us-east-1",
      partition: "aws",
      id: `finding-${userName}`,
      arn: `arn:aws:guardduty:us-east-1:${account}:detector/d1/finding/finding-${userName}`,
      type,
      resource: {
        resourceType: "AccessKey",
        accessKeyDetails: {
          accessKeyId: "ASIAIOSFODNN7EXAMPLE",
          principalId: `${roleId}:i-0123456789abcdef0`,
          userType: "AssumedRole",
          userName,
        },
      },
      service: {
        serviceName: "guardduty",
        action: {
          actionType: "AWS_API_CALL",
          awsApiCallAction: { api: "GetSecretValue", serviceName: "secretsmanager.amazonaws.com" },
        },
        additionalInfo: { value: "{}", type: "default" },
        eventFirstSeen: seen,
        eventLastSeen: seen,
        archived: false,
        count: 1,
      },
      severity: 8,
      createdAt: seen,
      updatedAt: seen,
      title: `Credentials of ${userName} were used from an external IP address.`,
      description: `Credentials created exclusively for an EC2 instance with the role ${userName} have been used from 198.51.100.7.`,
    },
  };
}
