// A query of the ledger to its end, page by page.
import {
  type AttributeValue,
  type DynamoDBClient,
  QueryCommand,
  type QueryCommandInput,
} from "@aws-sdk/client-dynamodb";

type Item = Record<string, AttributeValue>;

/** The items that answer the question, `most` of them; a page is up to 1 MB (the Query API). */
export async function queryAll(
  db: DynamoDBClient,
  question: QueryCommandInput,
  most = Number.POSITIVE_INFINITY,
): Promise<readonly Item[]> {
  const items: Item[] = [];
  let from: Item | undefined;
  do {
    const rest = most - items.length;
    const page = await db.send(
      new QueryCommand({
        ...question,
        ...(Number.isFinite(rest) ? { Limit: rest } : {}),
        ...(from ? { ExclusiveStartKey: from } : {}),
      }),
    );
    items.push(...(page.Items ?? []));
    from = page.LastEvaluatedKey;
  } while (from && items.length < most);
  return items;
}
