// A function's code as it is uploaded: what the first event needs at once, the rest in files that are loaded when asked for.
import { readFile } from "node:fs/promises";
import { dirname, resolve } from "node:path";
import { build, type Plugin } from "esbuild";

/**
 * Writes `index.mjs`, the files that it imports, and a source map for each, into a folder. `checkedConfig`: the digest of the
 * configuration that goes with it, by lambda/config/deployed.ts.
 */
export async function writeBundle(entry: string, folder: string, checkedConfig = ""): Promise<void> {
  await build({
    entryPoints: { index: entry },
    outdir: folder,
    outExtension: { ".js": ".mjs" },
    bundle: true,
    splitting: true, // Each `import()` is a file of its own.
    format: "esm",
    platform: "node",
    target: "node24",
    minify: true,
    sourcemap: true,
    sourcesContent: false, // Files and lines are enough in a stack; the text would be most of the map.
    mainFields: ["module", "main"],
    define: { CHECKED_CONFIG: JSON.stringify(checkedConfig) },
    banner: { js: REQUIRE },
    plugins: [oneStart(entry), fixedKeys, onlyVersions, noWorkers],
    logLevel: "warning",
  });
}

/** Some libraries still call require(), which an ES module does not have. */
const REQUIRE = "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);";

/**
 * esbuild makes a file of what the same set of files needs: thirty of what the first event needs, since each `import()` needs
 * other parts of it, and Node takes its time to find and link every one. So whatever is loaded later imports the whole of
 * the start, which is there by then: all of that is needed by everything, and one file.
 */
function oneStart(entry: string): Plugin {
  return {
    name: "one-start",
    setup({ onResolve, onLoad, resolve: find }) {
      onResolve({ filter: /.*/ }, async ({ path, kind, resolveDir, pluginData }) => {
        if (kind !== "dynamic-import" || pluginData === FOUND) return undefined;
        const found = await find(path, { kind, resolveDir, pluginData: FOUND });
        return found.external || found.errors.length > 0 ? found : { path: found.path, namespace: "later" };
      });
      onLoad({ filter: /.*/, namespace: "later" }, ({ path }) => ({
        contents: `import ${JSON.stringify(resolve(entry))}; export * from ${JSON.stringify(path)};`,
        resolveDir: dirname(path),
      }));
    },
  };
}

const FOUND = "found";

/**
 * The SDK's schemas write `{ [_n]: "x" }` where `_n` is a constant text. esbuild keeps whatever has a computed key, since
 * computing one may have an effect (https://esbuild.github.io/api/#tree-shaking): all of EC2, 550 KB, for two calls.
 * With the texts in place it drops what nobody uses.
 */
const fixedKeys: Plugin = {
  name: "fixed-keys",
  setup({ onLoad }) {
    onLoad({ filter: /@aws-sdk[/\\].*[/\\]schemas_\d+\.js$/ }, async ({ path }) => {
      const source = await readFile(path, "utf8");
      const texts = new Map([...source.matchAll(CONSTANT_TEXT)].map(([, name, text]) => [name, text]));
      return { contents: source.replace(COMPUTED_KEY, (key, name) => (texts.has(name) ? `${texts.get(name)}:` : key)) };
    });
  },
};

const CONSTANT_TEXT = /^const (\w+) = ("(?:[^"\\]|\\.)*");$/gm;
const COMPUTED_KEY = /\[(\w+)\]:/g;

/** Each of the SDK's clients imports its package.json, 2 KB of it, for the version in it. */
const onlyVersions: Plugin = {
  name: "only-versions",
  setup({ onLoad }) {
    onLoad({ filter: /@aws-sdk[/\\][\w-]+[/\\]package\.json$/ }, async ({ path }) => {
      const { version } = JSON.parse(await readFile(path, "utf8"));
      return { contents: JSON.stringify({ version }), loader: "json" };
    });
  },
};

/** pino can write in a worker thread, which is started from a file that no bundle has. Ours writes by itself. */
const noWorkers: Plugin = {
  name: "no-workers",
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^thread-stream$/ }, ({ path }) => ({ path, namespace: "no-workers" }));
    onLoad({ filter: /.*/, namespace: "no-workers" }, () => ({
      contents: `module.exports = class { constructor() { throw new Error("There are no log transports in a bundle."); } };`,
    }));
  },
};
