// How many containments have begun in a clock hour: one number that all writers share, exact where they come at once.
import { type DynamoDBClient, UpdateItemCommand } from "@aws-sdk/client-dynamodb";
import type { Time } from "../model.ts";
import { hourKey } from "./table.ts";

/** Adds to the number of the hour of `at`, and answers what it is then. */
export async function countBegun(db: DynamoDBClient, table: string, at: Time, change: 1 | -1): Promise<number> {
  const answer = await db.send(
    new UpdateItemCommand({
      TableName: table,
      Key: hourKey(at),
      UpdateExpression: "ADD begun :change",
      ExpressionAttributeValues: { ":change": { N: String(change) } },
      ReturnValues: "UPDATED_NEW",
    }),
  );
  return Number(answer.Attributes?.["begun"]?.N ?? 0);
}
