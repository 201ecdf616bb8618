// When a drill arrived last from each Region: small items beside every incident, written over by the next drill.
import { type DynamoDBClient, PutItemCommand, QueryCommand } from "@aws-sdk/client-dynamodb";
import type { Time } from "../model.ts";
import { LAST_DRILLS, LEDGER_KEYS, lastDrillKey } from "./table.ts";

export type LastDrill = { readonly region: string; readonly at: Time };

export async function noteDrill(db: DynamoDBClient, table: string, { region, at }: LastDrill): Promise<void> {
  await db.send(new PutItemCommand({ TableName: table, Item: { ...lastDrillKey(region), at: { S: at } } }));
}

/** One for each Region that ever sent a drill: there are fewer than fit one page. */
export async function lastDrills(db: DynamoDBClient, table: string): Promise<readonly LastDrill[]> {
  const { Items = [] } = await db.send(
    new QueryCommand({
      TableName: table,
      KeyConditionExpression: "#pk = :last",
      ExpressionAttributeNames: { "#pk": LEDGER_KEYS.partition },
      ExpressionAttributeValues: { ":last": { S: LAST_DRILLS } },
    }),
  );
  return Items.flatMap((item) => {
    const [region, at] = [item[LEDGER_KEYS.sort]?.S, item["at"]?.S];
    return region === undefined || at === undefined ? [] : [{ region, at }];
  });
}
