// `responder drill`: a leak played against the deployed responder, and the times that it took.
import type { CliCommand } from "../command.ts";
import type { Context } from "../context.ts";
import type { DrillReport, DrillStep, Outcome } from "../drill/drill-report.ts";
import { inAccount } from "../drill/in-account.ts";
import { EXIT, type ExitCode } from "../exit-codes.ts";
import { usageError } from "../explain-error.ts";
import type { Printer } from "../output/printer.ts";
import { safely } from "../output/safe-text.ts";
import { wrap } from "../output/wrap.ts";
import { bullets, command as commandLine, heading } from "../view/section.ts";

type Options = {
  readonly viaFunction?: true;
  readonly approve?: true;
  readonly account?: string;
  readonly assume: string;
};

export const drill: CliCommand = {
  name: "drill",
  summary: "Play a leak against the deployed responder, with a role made for it and removed after, and print the times",
  examples: ["drill", "drill --approve", "drill --account 444455556666 --assume OrganizationAccountAccessRole"],
  define(command, act) {
    command
      .option("--approve", "where the responder asks, say yes as yourself")
      .option("--via-function", "ask the function itself, in place of an event on the bus")
      .option("--account <id>", "make the role in this account; your own unless said")
      .option("--assume <role>", "by this role, which you may assume there", "OrganizationAccountAccessRole")
      .action((options: Options) => act((context) => play(context, options)));
  },
};

async function play(context: Context, options: Options): Promise<ExitCode> {
  const { isJson, err, out, json, surroundings } = context;
  if (context.options.direct) throw usageError("A drill is played against what is deployed.", "Leave --direct out.");
  const { account, assume, approve, viaFunction } = options;
  const { responder, connection, now } = await context.reach();
  const { playDrill } = await import("../drill/play-drill.ts");
  const report = await playDrill(
    {
      connection: account === undefined ? connection : inAccount(connection, { account, role: assume }, now),
      responder,
      now,
      sleep: surroundings.sleep,
      unique: surroundings.unique(),
      signal: surroundings.interrupted(),
      ...(viaFunction ? { direct: true } : {}),
      ...(approve ? { approve } : {}),
    },
    (step) => {
      if (!isJson) showStep(err, safely(step));
    },
  );
  const exitCode = ENDS[report.outcome];
  if (isJson) json({ ...report, exitCode });
  else showReport(out, safely(report));
  return exitCode;
}

const ENDS: Readonly<Record<Outcome, ExitCode>> = {
  contained: EXIT.done,
  refused: EXIT.refused,
  asked: EXIT.awaitingApproval,
  "let-through": EXIT.notProven,
  unheard: EXIT.failed,
  failed: EXIT.failed,
  stopped: EXIT.failed,
};

function showStep(to: Printer, { step, at, what }: DrillStep): void {
  const time = at === undefined ? "" : `${(at / 1000).toFixed(1)} s`;
  const text = wrap(`${step}: ${what}`, to.columns, { first: " ".repeat(12), indent: " ".repeat(12) });
  to.line(`${to.paint("dim", time.padStart(10).padEnd(12))}${text.slice(12)}`);
}

const SAYS: Readonly<Record<Outcome, string>> = {
  contained: "The leaked session was refused.",
  "let-through": "The responder denied it, and the leaked session was not refused in time.",
  asked: "The responder asks a person, and nobody has answered. Say --approve to have it answered.",
  refused: "The responder does not act on it.",
  unheard: "Nothing came of the event: no incident was opened. `responder doctor` finds out why.",
  failed: "The drill itself could not go on.",
  stopped: "It was stopped.",
};

function showReport(out: Printer, { outcome, because, steps, left, incident }: DrillReport): void {
  const mark = outcome === "contained" ? out.paint("green", "✔") : out.paint("red", "✖");
  out.line(`${mark} ${wrap([SAYS[outcome], because ?? ""].join(" ").trim(), out.columns)}`);
  for (const [step, name] of TIMES) {
    const at = steps.find((one) => one.step === step)?.at;
    if (at !== undefined) out.line(`  ${name.padEnd(34)}${(at / 1000).toFixed(1).padStart(8)} s after the report`);
  }
  if (incident !== undefined) out.line(`  Incident ${incident}`);
  if (left.length === 0) return;
  heading(out, "Still there");
  for (const { what, fix } of left) {
    bullets(out, [what]);
    if (fix !== undefined) commandLine(out, fix);
  }
}

const TIMES: readonly (readonly [DrillStep["step"], string])[] = [
  ["opened", "the incident was opened"],
  ["denied", "the deny was written"],
  ["session-refused", "the leaked session was refused"],
  ["effective", "the simulator agreed"],
  ["new-session-works", "a new session worked"],
];
