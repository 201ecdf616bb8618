// The least that a responder is made of: the clients of IAM and DynamoDB, pino, and the calls of a first deny.
import { DynamoDBClient, PutItemCommand, UpdateItemCommand } from "@aws-sdk/client-dynamodb";
import { IAMClient } from "@aws-sdk/client-iam";
import { pino } from "pino";
import { denyOlderSessions, type Finding, readRole, roleOf } from "../bare-deny.ts";

const log = pino();
const iam = new IAMClient({});
const db = new DynamoDBClient({});
const TableName = "ledger";

export async function handler(event: Finding): Promise<void> {
  const role = roleOf(event);
  log.info({ role }, "alert");
  await Promise.all([
    db.send(
      new UpdateItemCommand({
        TableName,
        Key: { pk: { S: `principal#${role}` }, sk: { S: "claim" } },
        UpdateExpression: "SET alert = :alert",
        ConditionExpression: "attribute_not_exists(pk)",
        ExpressionAttributeValues: { ":alert": { S: JSON.stringify(event) } },
      }),
    ),
    readRole(iam, role),
  ]);
  await denyOlderSessions(iam, role);
  await db.send(
    new PutItemCommand({ TableName, Item: { pk: { S: `incident#${role}` }, sk: { S: "head" }, body: { S: "{}" } } }),
  );
  log.info({ role }, "answered");
}
