// The least that a responder is made of: the clients of IAM and DynamoDB, pino, and the calls of a first deny.
import { DynamoDBClient, PutItemCommand, UpdateItemCommand } from "@aws-sdk/client-dynamodb";
import {
  GetRoleCommand,
  GetRolePolicyCommand,
  IAMClient,
  NoSuchEntityException,
  PutRolePolicyCommand,
} from "@aws-sdk/client-iam";
import { pino } from "pino";

const log = pino();
const iam = new IAMClient({});
const db = new DynamoDBClient({});
const PolicyName = "AWSRevokeOlderSessions";
const TableName = "ledger";

type Finding = { readonly detail: { readonly resource: { readonly accessKeyDetails: { readonly userName: string } } } };

export async function handler(event: Finding): Promise<void> {
  const { userName: RoleName } = event.detail.resource.accessKeyDetails;
  log.info({ RoleName }, "alert");
  await Promise.all([
    db.send(
      new UpdateItemCommand({
        TableName,
        Key: { pk: { S: `principal#${RoleName}` }, sk: { S: "claim" } },
        UpdateExpression: "SET alert = :alert",
        ConditionExpression: "attribute_not_exists(pk)",
        ExpressionAttributeValues: { ":alert": { S: JSON.stringify(event) } },
      }),
    ),
    iam.send(new GetRoleCommand({ RoleName })),
    iam.send(new GetRolePolicyCommand({ RoleName, PolicyName })).catch(absent),
  ]);
  await iam.send(new PutRolePolicyCommand({ RoleName, PolicyName, PolicyDocument: denyUntil(Date.now() + 30_000) }));
  await db.send(
    new PutItemCommand({
      TableName,
      Item: { pk: { S: `incident#${RoleName}` }, sk: { S: "head" }, body: { S: "{}" } },
    }),
  );
  log.info({ RoleName }, "answered");
}

function absent(error: unknown): void {
  if (!(error instanceof NoSuchEntityException)) throw error;
}

function denyUntil(ms: number): string {
  const DateLessThan = { "aws:TokenIssueTime": new Date(ms).toISOString() };
  const deny = { Effect: "Deny", Action: ["*"], Resource: ["*"], Condition: { DateLessThan } };
  return JSON.stringify({ Version: "2012-10-17", Statement: [deny] });
}
