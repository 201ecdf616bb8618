// BatchGetItem and BatchWriteItem: a permission on each table that they name.
import { z } from "zod";
import { type Call, type Operation, operation } from "../operation.ts";
import { onTable } from "./access.ts";
import { plainName, run } from "./run.ts";
import { resourcesOf } from "./trail.ts";

const input = z.looseObject({ RequestItems: z.record(z.string(), z.unknown()).optional() });

type Batch = z.infer<typeof input>;

export function batchOperation(name: string, { readOnly }: { readonly readOnly: boolean }): Operation {
  return operation({
    name,
    readOnly,
    dataEvent: true,
    input,
    authorize: (batch, call) => {
      const tables = Object.entries(batch.RequestItems ?? {});
      if (tables.length === 0) return [onTable(name, undefined, {}, call)];
      return tables.map(([table, request]) =>
        onTable(name, table, Array.isArray(request) ? { Writes: request } : { ...Object(request) }, call),
      );
    },
    run: (batch, call) => run(name, withPlainNames(batch, call), call),
    trail: (batch, _output, call) => {
      const tables = Object.keys(batch.RequestItems ?? {});
      return { requestParameters: { tables }, responseElements: null, resources: resourcesOf(tables, call) };
    },
  });
}

function withPlainNames(batch: Batch, call: Call) {
  if (batch.RequestItems === undefined) return batch;
  const plain = Object.entries(batch.RequestItems).map(([table, request]) => [plainName(table, call), request]);
  return { ...batch, RequestItems: Object.fromEntries(plain) };
}
