// dynamodb:CreateTable — https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_CreateTable.html
import { z } from "zod";
import { operation } from "../operation.ts";
import { namedTable, onTable, tableArn } from "./access.ts";
import { run } from "./run.ts";
import { safeguardsOf } from "./safeguards.ts";
import { settled } from "./settled.ts";

const tags = z.array(z.object({ Key: z.string(), Value: z.string() }));

export const createTable = operation({
  name: "CreateTable",
  readOnly: false,
  input: z.looseObject({
    TableName: z.unknown().optional(),
    Tags: tags.optional(),
    DeletionProtectionEnabled: z.boolean().optional(),
  }),
  authorize: (input, call) => [
    onTable("CreateTable", input.TableName, {}, call),
    ...(input.Tags?.length ? [onTable("TagResource", input.TableName, {}, call)] : []),
  ],
  async run({ Tags, DeletionProtectionEnabled = false, ...input }, call) {
    const { TableDescription } = await run("CreateTable", input, call);
    // dynalite's table knows the machine's time; AWS's is the world's.
    (TableDescription as Record<string, unknown>)["CreationDateTime"] = call.now / 1000;
    const answer = { ...structuredClone(TableDescription as object), DeletionProtectionEnabled };
    safeguardsOf(String(input.TableName), call).isProtected = DeletionProtectionEnabled;
    await settled(input.TableName, call);
    const ResourceArn = tableArn(namedTable(String(input.TableName), call));
    if (Tags?.length) await run("TagResource", { ResourceArn, Tags }, call);
    return { TableDescription: answer };
  },
});
