// Operations on a table itself, and the list of all.
import { z } from "zod";
import { NotImplementedError } from "../aws-error.ts";
import { type Operation, operation } from "../operation.ts";
import { onTable } from "./access.ts";
import { run } from "./run.ts";
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
      const output = await run(name, input, call);
      if (!readOnly) await settled(input["TableName"], call);
      return output;
    },
  });
}
