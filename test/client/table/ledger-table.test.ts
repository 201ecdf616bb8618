// The ledger's table outside DynamoDB: it answers no more than DynamoDB would.
import { UpdateItemCommand, type UpdateItemCommandInput } from "@aws-sdk/client-dynamodb";
import { expect, test } from "vitest";
import type { Item } from "../../../client/table/expression.ts";
import { ledgerTable } from "../../../client/table/ledger-table.ts";

/** A table of one item. */
function table() {
  let kept: Item | undefined;
  return ledgerTable({
    get: () => kept,
    put: (_key, item) => {
      kept = item;
    },
    of: () => (kept ? [kept] : []),
    alone: (work) => work(),
  });
}

const count: UpdateItemCommandInput = {
  TableName: "ledger",
  Key: { pk: { S: "hour" }, sk: { S: "count" } },
  UpdateExpression: "ADD begun :change",
  ExpressionAttributeValues: { ":change": { N: "1" } },
};

// https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_UpdateItem.html#DDB-UpdateItem-request-ReturnValues
test("an update answers with the item only where it is asked for it", async () => {
  const { send } = table();
  expect(await send(new UpdateItemCommand(count))).toEqual({});
  const asked = await send(new UpdateItemCommand({ ...count, ReturnValues: "UPDATED_NEW" }));
  expect(asked.Attributes).toMatchObject({ begun: { N: "2" } });
});
