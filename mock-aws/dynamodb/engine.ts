// The tables of one account in one Region: dynalite's own checks and actions, without its HTTP server and over a store of ours.
// https://github.com/architect/dynalite (version 4; what is reached into here is pinned with it)
import { createRequire } from "node:module";
import { AwsError } from "../aws-error.ts";
import { perAccount, type World } from "../world.ts";
import { type Database, tellIndexEntriesApart } from "./index-entries.ts";
import { type Parser, rememberExpressions } from "./remember-expressions.ts";
import { createStore, type Store } from "./store.ts";

type Row = Record<string, unknown>;
type Callback = (error: unknown, output?: Row | "") => void;

const require = createRequire(import.meta.url);
const { checkTypes, checkValidations } = require("dynalite/validations") as {
  checkTypes(input: Row, types: Row): Row;
  checkValidations(input: Row, types: Row, custom: unknown, store: Store): void;
};
for (const parser of ["conditionParser", "updateParser", "projectionParser"]) {
  rememberExpressions(require(`dynalite/db/${parser}`) as Parser);
}

tellIndexEntriesApart(require("dynalite/db") as Database);

/** What dynalite knows of an operation: the members of its input, further checks, and what it does. */
type Action = {
  readonly types: Row;
  readonly custom: unknown;
  readonly run: (store: Store, input: Row, callback: Callback) => void;
};

const actions = new Map<string, Action>();

function actionOf(operation: string): Action {
  const known = actions.get(operation);
  if (known) return known;
  const name = operation.slice(0, 1).toLowerCase() + operation.slice(1);
  const rules = require(`dynalite/validations/${name}`) as Omit<Action, "run">;
  const action = { ...rules, run: require(`dynalite/actions/${name}`) as Action["run"] };
  actions.set(operation, action);
  return action;
}

export type Engine = {
  /** Throws what dynalite answers, as it words it. */
  run(operation: string, input: Row): Promise<Row>;
  /** The members of the input that dynalite would drop without a word. */
  unknownMembers(operation: string, input: Row): readonly string[];
  /** The description of a table, as DescribeTable shows it. */
  table(name: string): Row | undefined;
};

const engines = perAccount<Map<string, Engine>>(() => new Map());

export function engineOf(world: World, account: string, region: string): Engine {
  const ofAccount = engines(world, account);
  const known = ofAccount.get(region);
  if (known) return known;
  const engine = start(account, region);
  ofAccount.set(region, engine);
  return engine;
}

function start(account: string, region: string): Engine {
  const store = createStore(account, region);
  return {
    run: async (operation, input) => {
      const { types, custom, run } = actionOf(operation);
      // dynalite drops members of what it is given, and makes a copy of all that is left.
      const checked = refusing(() => checkTypes({ ...input }, types));
      refusing(() => checkValidations(checked, types, custom, store));
      return new Promise((resolve, reject) => {
        run(store, checked, (error, output) => {
          if (error) reject(toAwsError(error));
          else resolve(output || {});
        });
      });
    },
    unknownMembers: (operation, input) => Object.keys(input).filter((name) => !(name in actionOf(operation).types)),
    table: (name) => store.table(name),
  };
}

function refusing<T>(check: () => T): T {
  try {
    return check();
  } catch (error) {
    throw toAwsError(error);
  }
}

/** dynalite's errors carry the body of DynamoDB's answer; anything else is its own failure and stays what it is. */
function toAwsError(error: unknown): unknown {
  if (!(error instanceof Error) || !("body" in error)) return error;
  const { __type, message, Message } = error.body as Record<string, string | undefined>;
  return new AwsError(
    __type ?? "InternalServerError",
    message ?? Message ?? "",
    "statusCode" in error ? Number(error.statusCode) : 400,
  );
}
