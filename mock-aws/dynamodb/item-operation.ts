// Operations on the items of one table: data events of the trail.
import { z } from "zod";
import { AwsError } from "../aws-error.ts";
import { type Call, type Operation, operation } from "../operation.ts";
import { onTable } from "./access.ts";
import { engineFor, plainName, run } from "./run.ts";
import { trailOfTable } from "./trail.ts";

type Row = Record<string, unknown>;

export function itemOperation(name: string, { readOnly }: { readonly readOnly: boolean }): Operation {
  return operation({
    name,
    readOnly,
    dataEvent: true,
    input: z.record(z.string(), z.unknown()),
    authorize: (input, call) => [onTable(name, input["TableName"], input, call)],
    run: ({ ReturnValuesOnConditionCheckFailure: wish, ...input }, call) => {
      // Reads are always consistent here, so Scan's wish for it needs nothing; dynalite does not know the member.
      if (name === "Scan") delete input["ConsistentRead"];
      return wish === "ALL_OLD" ? showingOld(name, input, call) : run(name, input, call);
    },
    trail: (input, _output, call) => trailOfTable(input, call),
  });
}

/** What dynalite does not have: the item that made a condition fail, beside the error. */
async function showingOld(name: string, input: Row, call: Call): Promise<Row> {
  try {
    return await run(name, input, call);
  } catch (error) {
    if (!(error instanceof AwsError) || !error.code.endsWith("#ConditionalCheckFailedException")) throw error;
    const Key = input["Key"] ?? keyOf(input, call);
    const { Item } = await run("GetItem", { TableName: input["TableName"], Key, ConsistentRead: true }, call);
    throw new AwsError(error.code, error.message, error.status, Item === undefined ? {} : { Item });
  }
}

/** The key within the item of a PutItem. */
function keyOf({ TableName, Item }: Row, call: Call): Row {
  const schema = engineFor(call).table(plainName(String(TableName), call))?.["KeySchema"] as readonly {
    AttributeName: string;
  }[];
  const item = Item as Row;
  return Object.fromEntries(schema.map(({ AttributeName }) => [AttributeName, item[AttributeName]]));
}
