// Which open incidents a key, a role or a user belongs to: one small item for each, so that a call on the trail finds them at once.
import { type DynamoDBClient, PutItemCommand, QueryCommand } from "@aws-sdk/client-dynamodb";
import type { Thing } from "../watched-things.ts";
import { fromItem } from "./claim-item.ts";
import { readItem } from "./claims.ts";
import type { Claim } from "./ledger.ts";
import { DUE_INDEX, EXPIRES, watchedKey } from "./table.ts";

/** Longer than any incident is open: then DynamoDB removes the item by itself. */
const KEPT_SECONDS = 90 * 24 * 60 * 60;

/** Doing it twice is doing it once. */
export async function watch(
  db: DynamoDBClient,
  table: string,
  { principalKey, incidentId, openedAt }: Claim,
  things: readonly Thing[],
): Promise<void> {
  const expires = Math.floor(Date.parse(openedAt) / 1000) + KEPT_SECONDS;
  await Promise.all(
    [...new Set(things)].map((thing) =>
      db.send(
        new PutItemCommand({
          TableName: table,
          Item: {
            ...watchedKey(thing, incidentId),
            principal: { S: principalKey },
            [EXPIRES]: { N: String(expires) },
          },
        }),
      ),
    ),
  );
}

/** The claims of the open incidents that any of the things belongs to, each once. */
export async function watching(db: DynamoDBClient, table: string, things: readonly Thing[]): Promise<readonly Claim[]> {
  const found = await Promise.all(things.map((thing) => incidentsOf(db, table, thing)));
  const byIncident = new Map(found.flat().map((one) => [one.incidentId, one.principalKey]));
  const claims = await Promise.all(
    [...byIncident].map(async ([incidentId, principalKey]) => {
      const item = await readItem(db, table, principalKey);
      const isOpen = item?.["incident"]?.S === incidentId && item[DUE_INDEX.partition] !== undefined;
      return isOpen ? [fromItem(item)] : [];
    }),
  );
  return claims.flat();
}

/** The newest hundred: a role or key that had more incidents than that has ended the others. */
async function incidentsOf(db: DynamoDBClient, table: string, thing: Thing) {
  const { pk } = watchedKey(thing, "");
  const answer = await db.send(
    new QueryCommand({
      TableName: table,
      KeyConditionExpression: "pk = :pk",
      ExpressionAttributeValues: { ":pk": pk },
      ScanIndexForward: false,
      Limit: 100,
      ConsistentRead: true,
    }),
  );
  return (answer.Items ?? []).map((item) => ({
    incidentId: item["sk"]?.S ?? "",
    principalKey: item["principal"]?.S ?? "",
  }));
}
