// The intruder's calls, as far as they leave something: one item for each, beside the entries and no part of their chain.
import { type DynamoDBClient, PutItemCommand, UpdateItemCommand } from "@aws-sdk/client-dynamodb";
import type { KeptCall, KeptCalls, LeftOut } from "../residual/kept-call.ts";
import { settleSome } from "../settle-some.ts";
import type { Item } from "./claim-item.ts";
import { queryAll } from "./query-all.ts";
import { CALLS, callKey, LEFT_OUT, leftOutKey } from "./table.ts";

/** Puts that go out side by side: a walk may bring thousands. */
const AT_ONCE = 16;

/** Safe to repeat for the calls: each has its place. What found no room is added to what was counted before. */
export async function keepCalls(
  db: DynamoDBClient,
  table: string,
  incidentId: string,
  { calls, leftOut }: KeptCalls,
): Promise<void> {
  const results = await settleSome(AT_ONCE, [...calls.map(put), ...leftOut.map(count)], (send) => send());
  const failed = results.find((result) => result.status === "rejected");
  if (failed) throw failed.reason;

  function put({ slot, ...call }: KeptCall) {
    const Item = { ...callKey(incidentId, slot), body: { S: JSON.stringify(call) } };
    return () => db.send(new PutItemCommand({ TableName: table, Item }));
  }

  function count({ call, count, lastAt }: LeftOut) {
    const command = new UpdateItemCommand({
      TableName: table,
      Key: leftOutKey(incidentId, call),
      UpdateExpression: "ADD #count :count SET lastAt = :lastAt",
      ExpressionAttributeNames: { "#count": "count" },
      ExpressionAttributeValues: { ":count": { N: String(count) }, ":lastAt": { S: lastAt } },
    });
    return () => db.send(command);
  }
}

export async function readCalls(db: DynamoDBClient, table: string, incidentId: string): Promise<KeptCalls> {
  const items = await queryAll(db, {
    TableName: table,
    ConsistentRead: true,
    KeyConditionExpression: "pk = :pk AND begins_with(sk, :calls)",
    ExpressionAttributeValues: { ":pk": callKey(incidentId, "").pk, ":calls": { S: CALLS } },
  });
  return { calls: items.flatMap(callOf), leftOut: items.flatMap(leftOutOf) };
}

function callOf({ sk, body }: Item): readonly KeptCall[] {
  if (body?.S === undefined) return [];
  return [{ ...(JSON.parse(body.S) as Omit<KeptCall, "slot">), slot: sk?.S?.slice(CALLS.length) ?? "" }];
}

function leftOutOf({ sk, count, lastAt }: Item): readonly LeftOut[] {
  if (count?.N === undefined) return [];
  return [{ call: sk?.S?.slice(LEFT_OUT.length) ?? "", count: Number(count.N), lastAt: lastAt?.S ?? "" }];
}
