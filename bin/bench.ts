// `npm run bench`: benchmarks as a table, and with `--json` as data.
import { writeFileSync } from "node:fs";
import { readWish, runBenchmarks, UsageError, usage } from "../bench/run.ts";
import { toTable } from "../bench/table.ts";

try {
  const { names, json } = readWish(process.argv.slice(2));
  const rows = await runBenchmarks(names, { size: "full", note: (text) => process.stderr.write(`${text}\n`) });
  const text = `${JSON.stringify(rows, null, 2)}\n`;
  process.stdout.write(json === "-" ? text : toTable(rows));
  if (json !== undefined && json !== "-") writeFileSync(json, text);
} catch (error) {
  if (!(error instanceof UsageError)) throw error;
  process.stderr.write(`${error.message}\n${usage()}`);
  process.exitCode = 2;
}
