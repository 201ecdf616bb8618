// The operations of DynamoDB that the local AWS has: nearly all of them are dynalite's, so nearly all are told the same way.
// https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_Operations_Amazon_DynamoDB.html
import type { Operation } from "../operation.ts";
import { batchOperation } from "./batch.ts";
import { describeContinuousBackups, updateContinuousBackups } from "./continuous-backups.ts";
import { createTable } from "./create-table.ts";
import { itemOperation } from "./item-operation.ts";
import { tableOperation } from "./table-operation.ts";
import { tagOperation } from "./tag-operation.ts";

export const OPERATIONS: readonly Operation[] = [
  createTable,
  tableOperation("UpdateTable", { readOnly: false }),
  tableOperation("DeleteTable", { readOnly: false }),
  tableOperation("DescribeTable", { readOnly: true }),
  tableOperation("DescribeTimeToLive", { readOnly: true }),
  describeContinuousBackups,
  updateContinuousBackups,
  tableOperation("ListTables", { readOnly: true }),
  tagOperation("TagResource", { readOnly: false }),
  tagOperation("UntagResource", { readOnly: false }),
  tagOperation("ListTagsOfResource", { readOnly: true }),
  itemOperation("PutItem", { readOnly: false }),
  itemOperation("UpdateItem", { readOnly: false }),
  itemOperation("DeleteItem", { readOnly: false }),
  itemOperation("GetItem", { readOnly: true }),
  itemOperation("Query", { readOnly: true }),
  itemOperation("Scan", { readOnly: true }),
  batchOperation("BatchGetItem", { readOnly: true }),
  batchOperation("BatchWriteItem", { readOnly: false }),
];
