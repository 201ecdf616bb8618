// What the trail shows of a call to a table: its name and the key, never an item's values.
// "Non-key attribute values … do not appear in logs of actions using the classic API":
// https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/understanding-ddb-log-entries.html
import type { Call, TrailDetail } from "../operation.ts";
import { namedTable, tableArn } from "./access.ts";

export function trailOfTable(input: Readonly<Record<string, unknown>>, call: Call): TrailDetail {
  const { TableName, IndexName, Key } = input;
  return {
    requestParameters: { tableName: TableName, indexName: IndexName, key: Key },
    responseElements: null,
    ...(typeof TableName === "string" ? { resources: resourcesOf([TableName], call) } : {}),
  };
}

export function resourcesOf(tables: readonly string[], call: Call) {
  return tables.map((table) => {
    const named = namedTable(table, call);
    return { ARN: tableArn(named), accountId: named.account, type: "AWS::DynamoDB::Table" };
  });
}
