// Everybody who may be told: a subscriber of the topic, somebody's own rule, a ticket system, Security Hub.
import { createServer } from "node:http";
import { text } from "node:stream/consumers";
import { PutRuleCommand, PutTargetsCommand } from "@aws-sdk/client-eventbridge";
import { GetSecretValueCommand } from "@aws-sdk/client-secrets-manager";
import {
  type AwsSecurityFinding,
  BatchImportFindingsCommand,
  BatchUpdateFindingsCommand,
  EnableSecurityHubCommand,
  GetFindingsCommand,
  SecurityHubClient,
} from "@aws-sdk/client-securityhub";
import { ListTopicsCommand, SubscribeCommand } from "@aws-sdk/client-sns";
import {
  CreateQueueCommand,
  DeleteMessageCommand,
  GetQueueAttributesCommand,
  ReceiveMessageCommand,
  SetQueueAttributesCommand,
} from "@aws-sdk/client-sqs";
import { Webhook } from "standardwebhooks";
import type { Message } from "../../lambda/notify/message.ts";
import type { Clients, TestAws } from "./local-aws.ts";
import { policy } from "./service.ts";

/** Whose https address the tests' webhook has. */
export const TICKETS = "https://tickets.example.com/hook";

export type Receiver = {
  readonly url: string;
  readonly fetch: typeof fetch;
  /** Bodies as they came in, each with whether its signature is right. */
  readonly posts: { readonly id: string; readonly body: { readonly type: string; readonly data: Message } }[];
  /** What it answers; 204 unless said. */
  answer: { status: number; headers?: Record<string, string> };
  /** Answers for every signature that came in: throws for one that is wrong. */
  check(secret: string): void;
  close(): Promise<void>;
};

/** A real server on this machine; whoever posts to TICKETS comes here. */
export async function startReceiver(): Promise<Receiver> {
  const raw: { readonly body: string; readonly headers: Record<string, string> }[] = [];
  const server = createServer((request, response) => {
    text(request).then(
      (body) => {
        const { status, headers } = receiver.answer;
        if (status < 300) {
          raw.push({
            body,
            headers: Object.fromEntries(Object.entries(request.headers).map(([k, v]) => [k, String(v)])),
          });
          receiver.posts.push({ id: String(request.headers["webhook-id"]), body: JSON.parse(body) });
        }
        response.writeHead(status, headers).end();
      },
      () => response.destroy(),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  const here = `http://127.0.0.1:${typeof address === "object" ? address?.port : ""}`;
  const receiver: Receiver = {
    url: here,
    fetch: (url, init) => {
      if (url !== TICKETS) throw new Error(`Nobody is at ${String(url)}.`);
      return fetch(here, init);
    },
    posts: [],
    answer: { status: 204 },
    check(secret) {
      for (const { body, headers } of raw) {
        // Its clock is the responder's: only the signature is looked at here.
        const sent = new Date(Number(headers["webhook-timestamp"]) * 1000);
        const right = new Webhook(secret).sign(String(headers["webhook-id"]), sent, body);
        if (right !== headers["webhook-signature"]) throw new Error("The signature is wrong.");
      }
    },
    close: () => new Promise((resolve) => void server.close(() => resolve())),
  };
  return receiver;
}

export type Inbox<T> = {
  /** What has come since it was asked last. */
  read(): Promise<readonly T[]>;
};

/** A queue that lets a service in. */
async function makeQueue({ admin: { sqs } }: TestAws, QueueName: string, service: string) {
  const { QueueUrl = "" } = await sqs.send(new CreateQueueCommand({ QueueName }));
  const { Attributes } = await sqs.send(new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ["QueueArn"] }));
  const arn = Attributes?.["QueueArn"] ?? "";
  const Policy = policy({ Effect: "Allow", Principal: { Service: service }, Action: "sqs:SendMessage", Resource: arn });
  await sqs.send(new SetQueueAttributesCommand({ QueueUrl, Attributes: { Policy } }));
  async function read(): Promise<readonly string[]> {
    const all: string[] = [];
    for (;;) {
      const { Messages = [] } = await sqs.send(new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10 }));
      if (Messages.length === 0) return all;
      for (const { Body = "", ReceiptHandle } of Messages) {
        all.push(Body);
        await sqs.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle }));
      }
    }
  }
  return { arn, read };
}

export type Mail = {
  readonly Subject: string;
  readonly Message: string;
  readonly MessageAttributes: Readonly<Record<string, { readonly Value: string }>>;
};

/** A queue in place of a mailbox: it gets the text that mail gets. */
export async function subscribe(aws: TestAws): Promise<Inbox<Mail>> {
  const { arn, read } = await makeQueue(aws, "mailbox", "sns.amazonaws.com");
  const { Topics = [] } = await aws.admin.sns.send(new ListTopicsCommand({}));
  const TopicArn = Topics.find((topic) => topic.TopicArn?.endsWith(":credential-leak-responder-messages"))?.TopicArn;
  await aws.admin.sns.send(new SubscribeCommand({ TopicArn, Protocol: "sqs", Endpoint: arn }));
  return { read: async () => (await read()).map((body) => JSON.parse(body)) };
}

export type Heard = { readonly source: string; readonly "detail-type": string; readonly detail: Message };

/** A rule of somebody else's on our events. */
export async function listen(aws: TestAws): Promise<Inbox<Heard>> {
  const { arn, read } = await makeQueue(aws, "ears", "events.amazonaws.com");
  const EventPattern = JSON.stringify({ source: ["credential-leak-responder"] });
  await aws.admin.events.send(new PutRuleCommand({ Name: "theirs", EventPattern }));
  await aws.admin.events.send(new PutTargetsCommand({ Rule: "theirs", Targets: [{ Id: "ears", Arn: arn }] }));
  return { read: async () => (await read()).map((body) => JSON.parse(body)) };
}

export async function webhookSecret({ admin }: TestAws): Promise<string> {
  const SecretId = "credential-leak-responder-messages-webhook";
  return (await admin.secrets.send(new GetSecretValueCommand({ SecretId }))).SecretString ?? "";
}

export type Hub = {
  readonly client: SecurityHubClient;
  /** What GuardDuty has found comes up here too. */
  import(
    id: string,
    now: string,
    key?: { readonly accessKeyId?: string | null; readonly principalId: string; readonly userName: string },
  ): Promise<void>;
  /** A person writes on a finding of GuardDuty's. */
  note(id: string, text: string): Promise<void>;
  find(id: string): Promise<AwsSecurityFinding | undefined>;
};

const NOBODY = { accessKeyId: "", principalId: "", userName: "" };
const GUARDDUTY = "arn:aws:securityhub:us-east-1::product/aws/guardduty";

/** `account`: of the administrator. */
export async function enableHub({ endpoint }: TestAws, { keys }: Clients, account = "111122223333"): Promise<Hub> {
  const { accessKeyId, secretAccessKey } = keys;
  const client = new SecurityHubClient({
    endpoint,
    region: "us-east-1",
    credentials: { accessKeyId, secretAccessKey },
    maxAttempts: 1,
  });
  await client.send(new EnableSecurityHubCommand({}));
  return {
    client,
    async import(Id, now, key) {
      const { accessKeyId, principalId: PrincipalId, userName: PrincipalName } = key ?? NOBODY;
      const AccessKeyId = accessKeyId ?? "";
      const named = { AccessKeyId, PrincipalId, PrincipalName, PrincipalType: "AssumedRole" };
      const finding = {
        SchemaVersion: "2018-10-08",
        Id,
        ProductArn: GUARDDUTY,
        GeneratorId: "guardduty",
        AwsAccountId: account,
        Types: ["TTPs/UnauthorizedAccess:IAMUser-InstanceCredentialExfiltration.OutsideAWS"],
        CreatedAt: now,
        UpdatedAt: now,
        Severity: { Label: "HIGH" as const },
        Title: "Credentials were used elsewhere",
        Description: "Credentials were used elsewhere",
        Resources: [
          key
            ? { Type: "AwsIamAccessKey", Id: `AWS::IAM::AccessKey:${AccessKeyId}`, Details: { AwsIamAccessKey: named } }
            : { Type: "AwsAccount", Id: `AWS::::Account:${account}` },
        ],
      };
      await client.send(new BatchImportFindingsCommand({ Findings: [finding] }));
    },
    async note(Id, Text) {
      const FindingIdentifiers = [{ Id, ProductArn: GUARDDUTY }];
      await client.send(new BatchUpdateFindingsCommand({ FindingIdentifiers, Note: { Text, UpdatedBy: "ana" } }));
    },
    async find(id) {
      const Filters = { Id: [{ Value: id, Comparison: "EQUALS" as const }] };
      return (await client.send(new GetFindingsCommand({ Filters }))).Findings?.[0];
    },
  };
}
