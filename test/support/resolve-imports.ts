// Imports whose place is plain, our own by their path and Node's by their name, are resolved here and now.
//
// vitest's own hook would tell its main process of each, one message at a time. What it makes of them is for watching files,
// and a run watches none.
import { isBuiltin, registerHooks } from "node:module";

registerHooks({
  resolve(specifier, context, nextResolve) {
    if (isBuiltin(specifier)) {
      const url = specifier.startsWith("node:") ? specifier : `node:${specifier}`;
      return { url, format: "builtin", shortCircuit: true };
    }
    const { parentURL } = context;
    const isOurs = specifier.startsWith(".") && specifier.endsWith(".ts");
    if (!isOurs || parentURL === undefined) return nextResolve(specifier, context);
    return { url: new URL(specifier, parentURL).href, shortCircuit: true };
  },
});
