// dynalite as it is published, with its own store and nothing remembered: what the local AWS answers is held against it.
import { createRequire } from "node:module";

type Row = Record<string, unknown>;
type Failure = Error & {
  readonly body?: { readonly __type: string; readonly message?: string; readonly Message?: string };
};

export type Outcome = { readonly output: unknown } | { readonly code: string; readonly message: string };

const OPERATIONS = ["createTable", "putItem", "updateItem", "deleteItem", "getItem", "query", "scan"];
const require = createRequire(import.meta.url);

export function publishedDynalite() {
  const { database, rules, operations } = apart(() => ({
    database: require("dynalite/db"),
    rules: require("dynalite/validations"),
    operations: Object.fromEntries(
      OPERATIONS.map((name) => [
        name,
        { ...require(`dynalite/validations/${name}`), act: require(`dynalite/actions/${name}`) },
      ]),
    ),
  }));
  const store = database.create({ createTableMs: 0 });

  function run(operation: string, input: Row): Promise<unknown> {
    const { types, custom, act } = operations[operation.slice(0, 1).toLowerCase() + operation.slice(1)];
    const checked = rules.checkTypes(input, types);
    rules.checkValidations(checked, types, custom, store);
    return new Promise((resolve, reject) => {
      act(store, checked, (error: unknown, output: unknown) => (error ? reject(error) : resolve(output)));
    });
  }

  return {
    async run(operation: string, input: Row): Promise<Outcome> {
      try {
        return { output: await run(operation, input) };
      } catch (error) {
        const { body } = error as Failure;
        if (body === undefined) throw error;
        return { code: body.__type, message: body.message ?? body.Message ?? "" };
      }
    },
    close: (): Promise<void> => store.db.close(),
  };
}

/** The local AWS changes the modules that it has loaded: these are loaded once more, and nobody else gets them. */
function apart<T>(load: () => T): T {
  const take = () => {
    const found = Object.entries(require.cache).filter(([path]) => path.includes("/node_modules/dynalite/"));
    for (const [path] of found) delete require.cache[path];
    return Object.fromEntries(found);
  };
  const others = take();
  const loaded = load();
  take();
  Object.assign(require.cache, others);
  return loaded;
}
