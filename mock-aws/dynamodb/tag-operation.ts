// Operations on the tags of a table, which they name by its ARN.
import { z } from "zod";
import { type Operation, operation } from "../operation.ts";
import { onTable } from "./access.ts";
import { run } from "./run.ts";

export function tagOperation(name: string, { readOnly }: { readonly readOnly: boolean }): Operation {
  return operation({
    name,
    readOnly,
    input: z.record(z.string(), z.unknown()),
    authorize: (input, call) => [onTable(name, input["ResourceArn"], {}, call)],
    run: (input, call) => run(name, input, call),
  });
}
