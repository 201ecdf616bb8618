// Open incidents that are not due: copies of one that was opened by the responder itself, put into the ledger's table.
import { type AttributeValue, BatchWriteItemCommand, type DynamoDBClient, ScanCommand } from "@aws-sdk/client-dynamodb";
import { DUE_INDEX } from "../../lambda/ledger/table.ts";

type Item = Record<string, AttributeValue>;

export type Model = { readonly incidentId: string; readonly name: string };

/** DynamoDB takes so many items in one request. */
const BATCH = 25;

/** `due`: from when on they are due, a second apart. */
export async function addCrowd(db: DynamoDBClient, table: string, model: Model, count: number, due: number) {
  const { Items = [] } = await db.send(new ScanCommand({ TableName: table }));
  const isWatched = (item: Item) => item["pk"]?.S?.startsWith("watched#");
  const items = Items.filter((item) => !isWatched(item) && JSON.stringify(item).includes(model.incidentId));
  let batch: Item[] = [];
  for (let index = 0; index < count; index++) {
    batch.push(...items.map((item) => copyOf(item, model, index, due + index * 1000)));
    if (batch.length >= BATCH || index === count - 1) {
      for (let from = 0; from < batch.length; from += BATCH) await put(db, table, batch.slice(from, from + BATCH));
      batch = [];
    }
  }
}

function copyOf(item: Item, { incidentId, name }: Model, index: number, due: number): Item {
  const text = JSON.stringify(item)
    .replaceAll(incidentId, `${incidentId}-${index}`)
    .replaceAll(name, `${name}-${index}`);
  const copy: Item = JSON.parse(text);
  return DUE_INDEX.sort in copy ? { ...copy, [DUE_INDEX.sort]: { S: new Date(due).toISOString() } } : copy;
}

async function put(db: DynamoDBClient, table: string, items: readonly Item[]): Promise<void> {
  const requests = items.map((Item) => ({ PutRequest: { Item } }));
  await db.send(new BatchWriteItemCommand({ RequestItems: { [table]: requests } }));
}
