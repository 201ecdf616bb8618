// `responder incidents`: which there are, the newest first, and whatever needs a person.
import { InvalidArgumentError } from "commander";
import { readAll } from "../../client/read-whole.ts";
import type { Presented } from "../../lambda/answers.ts";
import { isOpen } from "../../lambda/ledger/fold.ts";
import { who } from "../../lambda/words/whose.ts";
import type { CliCommand } from "../command.ts";
import type { Context } from "../context.ts";
import { EXIT, type ExitCode } from "../exit-codes.ts";
import type { Style } from "../output/printer.ts";
import { safely } from "../output/safe-text.ts";
import { type Column, table } from "../output/table.ts";

type Options = { readonly limit: number; readonly open?: true };

export const incidents: CliCommand = {
  name: "incidents",
  summary:
    "List the latest incidents, and whatever needs a person: whose credential, where each stands, what that is worth",
  examples: ["incidents", "incidents --open", "incidents --limit 200 --json"],
  define(command, act) {
    command
      .option("--limit <count>", "so many of the latest, 1 to 200", readLimit, 50)
      .option("--open", "only those that are not over, so many at most, however old")
      .action((options: Options) => act((context) => list(context, options)));
  },
};

function readLimit(text: string): number {
  const limit = Number(text);
  if (Number.isInteger(limit) && limit >= 1 && limit <= 200) return limit;
  throw new InvalidArgumentError("Give a whole number from 1 to 200.");
}

async function list(context: Context, { limit, open }: Options): Promise<ExitCode> {
  const { responder } = await context.reach();
  const isWanted = (incident: Presented) => !open || isOpen(incident);
  const most = open ? limit : undefined; // Open ones may be older than the latest.
  if (context.isJson) {
    context.json((await readAll(responder.ask, limit, most)).filter(isWanted));
    return EXIT.done;
  }
  const wish = { limit, brief: true, ...(most === undefined ? {} : { open: most }) };
  const { incidents: found, cut = [], left } = await responder.ask("incidents", wish);
  const wanted = safely(found.filter(isWanted));
  const { out, err } = context;
  if (wanted.length === 0) err.line(open ? "No incident is open." : "There is no incident.");
  else out.line(table(wanted, columns(new Set(cut)), out.columns, out.paint));
  if (left) err.line(`${left} more need a person. Answer these first, they are the most urgent.`);
  return EXIT.done;
}

/** `cut`: those that come without most of their alerts. */
const columns = (cut: ReadonlySet<string>): readonly Column<Presented>[] => [
  { head: "ID", of: ({ id }) => id },
  { head: "STATUS", of: ({ status }) => status, paint: (text, { status }, paint) => paint(STATUS[status], text) },
  { head: "PROOF", of: ({ proof }) => proof, paint: (text, { proof }, paint) => paint(PROOF[proof], text) },
  { head: "WHOSE", of: ({ principal }) => who(principal), atLeast: 20 },
  { head: "ACCOUNT", of: ({ account }) => account, leaveOut: 1 },
  { head: "CUTOFF", of: ({ cutoff }) => cutoff, leaveOut: 3 },
  { head: "ALERTS", of: ({ id, alerts }) => `${alerts.length}${cut.has(id) ? "+" : ""}`, leaveOut: 2 },
];

const STATUS: Readonly<Record<Presented["status"], Style>> = {
  "awaiting-approval": "yellow",
  refused: "dim",
  containing: "yellow",
  contained: "green",
  lifted: "dim",
  failed: "red",
};

const PROOF: Readonly<Record<Presented["proof"], Style>> = {
  none: "dim",
  "in-place": "cyan",
  effective: "green",
  proven: "green",
  unproven: "yellow",
  leaking: "red",
};
