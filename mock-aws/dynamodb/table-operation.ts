// Operations on a table itself, and the list of all.
import { z } from "zod";
import { NotImplementedError } from "../aws-error.ts";
import { type Call, type Operation, operation } from "../operation.ts";
import { onTable } from "./access.ts";
import { run } from "./run.ts";
import { forgetSafeguards, refuseProtected, safeguardsOf } from "./safeguards.ts";
import { settled } from "./settled.ts";

type Update = { readonly GlobalSecondaryIndexUpdates?: readonly object[] };

export function tableOperation(name: string, { readOnly }: { readonly readOnly: boolean }): Operation {
  return operation({
    name,
    readOnly,
    input: z.record(z.string(), z.unknown()),
    authorize: (input, call) => [onTable(name, input["TableName"], {}, call)],
    async run(input, call) {
      // dynalite would pass over these without a word.
      const updates = (input as Update).GlobalSecondaryIndexUpdates ?? [];
      if (updates.some((update) => !("Update" in update))) {
        throw new NotImplementedError("adding or deleting an index of an existing table (dynamodb:UpdateTable)");
      }
      if (name === "DeleteTable") refuseProtected(String(input["TableName"]), call);
      const output = name === "UpdateTable" ? await update(input, call) : await run(name, input, call);
      if (!readOnly) await settled(input["TableName"], call);
      if (name === "DeleteTable") forgetSafeguards(String(input["TableName"]), call);
      return shown(output, call);
    },
  });
}

async function update(input: Record<string, unknown>, call: Call) {
  const { DeletionProtectionEnabled, ...others } = input;
  if (typeof DeletionProtectionEnabled !== "boolean") return run("UpdateTable", input, call);
  const isAlone = Object.keys(others).length === 1;
  const { Table } = isAlone ? await run("DescribeTable", others, call) : {};
  const output = isAlone ? { TableDescription: Table } : await run("UpdateTable", others, call);
  safeguardsOf(String(input["TableName"]), call).isProtected = DeletionProtectionEnabled;
  return output;
}

/** A description of a table, with what dynalite does not know of it. */
function shown(output: Record<string, unknown>, call: Call) {
  const [member] = Object.keys(output).filter((name) => name === "Table" || name === "TableDescription");
  if (member === undefined) return output;
  const table = output[member] as { readonly TableName: string };
  const DeletionProtectionEnabled = safeguardsOf(table.TableName, call).isProtected;
  return { ...output, [member]: { ...table, DeletionProtectionEnabled } };
}
