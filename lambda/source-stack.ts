// Stacks that name our sources, by the source maps beside a bundle. A map is read when an error first needs it.
//
// Node does the same with --enable-source-maps, but reads every map as it loads the file: that was a quarter of a cold start.
import { readFileSync } from "node:fs";
import { SourceMap } from "node:module";
import { fileURLToPath } from "node:url";

/** For `Error.prepareStackTrace`, which V8 calls when somebody first asks for a stack: https://v8.dev/docs/stack-trace-api */
export function sourceStack(error: Error, calls: readonly NodeJS.CallSite[]): string {
  return [String(error), ...calls.map((call) => `    at ${inSources(String(call))}`)].join("\n");
}

/** Of a call as V8 writes it, `name (file:///var/task/index.mjs:1:2345)`. What no map knows stays as it is. */
function inSources(call: string): string {
  return call.replace(PLACE, (place, file, line, column) => {
    const origin = mapOf(file)?.findOrigin(Number(line), Number(column));
    return origin && "fileName" in origin ? `${origin.fileName}:${origin.lineNumber}:${origin.columnNumber}` : place;
  });
}

const PLACE = /(file:[^()\s]+\.mjs):(\d+):(\d+)/;

const known = new Map<string, SourceMap | undefined>();

function mapOf(file: string): SourceMap | undefined {
  if (!known.has(file)) known.set(file, readMap(file));
  return known.get(file);
}

/** Nothing that is wrong with a map may stand before the error that somebody wants to see. */
function readMap(file: string): SourceMap | undefined {
  try {
    return new SourceMap(JSON.parse(readFileSync(`${fileURLToPath(file)}.map`, "utf8")));
  } catch {
    return undefined;
  }
}
