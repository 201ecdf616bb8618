// Running an operation on the caller's tables: what dynalite would silently leave out is refused.
import { NotImplementedError } from "../aws-error.ts";
import type { Call } from "../operation.ts";
import { type NamedTable, namedTable } from "./access.ts";
import { type Engine, engineOf } from "./engine.ts";

type Row = Record<string, unknown>;

export function engineFor({ world, caller, region }: Call): Engine {
  return engineOf(world, caller.account, region);
}

export async function run(operation: string, input: Row, call: Call): Promise<Row> {
  const engine = engineFor(call);
  const [unknown] = engine.unknownMembers(operation, input);
  if (unknown !== undefined) throw new NotImplementedError(`${unknown} of dynamodb:${operation}`);
  return engine.run(operation, withPlainName(input, call));
}

/** dynalite knows names only; an ARN of the caller's own account and Region says the same. */
function withPlainName(input: Row, call: Call): Row {
  const { TableName } = input;
  if (typeof TableName !== "string") return input;
  return { ...input, TableName: plainName(TableName, call) };
}

export function plainName(text: string, call: Call): string {
  const named: NamedTable = namedTable(text, call);
  return named.region === call.region && named.account === call.caller.account ? named.name : text;
}
