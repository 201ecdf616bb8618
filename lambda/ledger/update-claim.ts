// Changes of a claim that is still the incident's.
import { ConditionalCheckFailedException, type DynamoDBClient, UpdateItemCommand } from "@aws-sdk/client-dynamodb";
import { claimKey } from "./table.ts";

export type Change = Pick<
  UpdateItemCommand["input"],
  "UpdateExpression" | "ExpressionAttributeNames" | "ExpressionAttributeValues"
>;

/** A claim that has passed to another incident is left alone. False where it, or what else is asked, does not hold. */
export async function update(
  db: DynamoDBClient,
  table: string,
  principalKey: string,
  incidentId: string,
  change: Change,
  condition = "attribute_exists(pk)",
): Promise<boolean> {
  const command = new UpdateItemCommand({
    TableName: table,
    Key: claimKey(principalKey),
    ...change,
    ConditionExpression: `incident = :incident AND ${condition}`,
    ExpressionAttributeValues: { ...change.ExpressionAttributeValues, ":incident": { S: incidentId } },
  });
  try {
    await db.send(command);
    return true;
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) return false;
    throw error;
  }
}
