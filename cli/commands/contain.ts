// `responder contain`: shows the plan, asks, acts, and follows until the deny is shown to work.
import { InvalidArgumentError, Option } from "commander";
import type { Presented, Refused, Summary } from "../../lambda/answers.ts";
import { whatNext } from "../../lambda/words/what-next.ts";
import { whereItStands } from "../../lambda/words/where-it-stands.ts";
import { askYes } from "../ask-yes.ts";
import type { CliCommand } from "../command.ts";
import type { Context } from "../context.ts";
import { addCredentialOptions, type CredentialOptions } from "../credential-options.ts";
import { EXIT, type ExitCode } from "../exit-codes.ts";
import { followContainments } from "../follow-containment.ts";
import { safely } from "../output/safe-text.ts";
import { wrap } from "../output/wrap.ts";
import { type LeakPlan, planLeaks, showPlans } from "../plan-leaks.ts";
import { showNext } from "../view/next.ts";
import { bullets } from "../view/section.ts";
import { LEVELS, type Level, type Watched } from "../watch-incident.ts";
import { worst } from "../worst.ts";

type Options = CredentialOptions & {
  readonly yes?: true;
  readonly until: Level;
  readonly timeout?: number;
  readonly wait: boolean;
};

type Contained = { readonly asked: LeakPlan["asked"]; readonly answer: Summary | Refused; readonly watched?: Watched };

export const contain: CliCommand = {
  name: "contain",
  summary: "Show the plan, ask, deny what has leaked, and follow until the deny is shown to work",
  examples: [
    "contain --role app --session i-0123456789abcdef0",
    "contain --access-key ASIAIOSFODNN7EXAMPLE --yes",
    "contain --user alice --disable-console",
    "contain --finding finding.json --until proven",
    "contain --finding - --yes --json < finding.json",
  ],
  define: (command, act) => {
    addCredentialOptions(command)
      .option("-y, --yes", "do not ask; without a terminal nothing is done unless this is said")
      .addOption(new Option("--until <level>", "wait for this proof").choices(LEVELS).default("effective"))
      .addOption(timeoutOption())
      .option("--no-wait", "end when the responder has answered, without waiting for a proof")
      .action((options: Options) => act((context) => containAll(context, options)));
  },
};

export function timeoutOption(): Option {
  const text = "how long to wait for it, as 90s, 10m or 3h (default: 5m; 4h for proven)";
  return new Option("--timeout <time>", text).argParser(milliseconds);
}

function milliseconds(text: string): number {
  const { count, unit = "s" } = /^(?<count>\d{1,6})(?<unit>[smh])?$/.exec(text)?.groups ?? {};
  if (count === undefined) throw new InvalidArgumentError("Write it as 90s, 10m or 3h.");
  return Number(count) * ({ s: 1_000, m: 60_000, h: 3_600_000 }[unit] ?? 1_000);
}

async function containAll(context: Context, options: Options): Promise<ExitCode> {
  const { err, isJson } = context;
  const plans = await planLeaks(context, options);
  if (!isJson) showPlans(context.out, plans);
  const wanted = plans.filter(({ answer }) => "refused" in answer || answer.verdict.type !== "refuse");
  if (wanted.length === 0) return ended(context, plans, "refused");
  if (!isJson) err.line();
  const { caller, where, limits } = await context.reach();
  if (!isJson) err.line(wrap(`Asked as ${caller.arn}, of ${where}.`, err.columns));
  if (!isJson) bullets(err, limits);
  const consent = await askYes(
    context,
    wanted.length === 1 ? "Contain it?" : `Contain all ${wanted.length}?`,
    options.yes,
  );
  if (consent !== "yes") return ended(context, plans, consent);
  const contained = await containEach(context, wanted, options);
  const exitCode = worst(contained.map(exitCodeOf));
  if (isJson) context.json({ done: true, plans, incidents: contained.map(documentOf), exitCode });
  else for (const one of safely(contained)) showEnd(context, one);
  return plans.length > wanted.length ? worst([exitCode, EXIT.refused]) : exitCode;
}

const ENDED = {
  refused: [EXIT.refused, "Nothing was done: the responder would refuse it."],
  no: [EXIT.refused, "Nothing was done: you said no."],
  nobody: [EXIT.done, "Only planned, and nothing was done: there is no terminal to ask at. Say --yes to contain it."],
} as const;

function ended({ isJson, json, err }: Context, plans: readonly LeakPlan[], why: keyof typeof ENDED): ExitCode {
  const [exitCode, because] = ENDED[why];
  if (isJson) json({ done: false, because, plans, incidents: [], exitCode });
  else err.line(`\n${because}`);
  return exitCode;
}

async function containEach(
  context: Context,
  plans: readonly LeakPlan[],
  options: Options,
): Promise<readonly Contained[]> {
  const { responder } = await context.reach();
  const answered = await Promise.all(
    plans.map(async ({ asked, answer: plan }) => {
      const proof = await responder.prove({ action: "contain", incident: "new" });
      const steps = "refused" in plan ? [] : plan.steps;
      return { asked, steps, answer: await responder.ask("contain", { ...asked, proof }) };
    }),
  );
  const begun = answered.flatMap(({ answer, steps }) =>
    "incident" in answer && ["containing", "contained"].includes(answer.status)
      ? [{ incident: answer.incident, steps }]
      : [],
  );
  if (!options.wait || begun.length === 0) return answered;
  const withinMs = options.timeout ?? USUAL_TIMEOUT[options.until];
  const watched = await followContainments(context, begun, { level: options.until, withinMs });
  return answered.map((one) => {
    const at = begun.findIndex(({ incident }) => "incident" in one.answer && incident === one.answer.incident);
    const end = watched[at];
    return end ? { ...one, watched: end } : one;
  });
}

const USUAL_TIMEOUT: Readonly<Record<Level, number>> = {
  "in-place": 5 * 60_000,
  effective: 5 * 60_000,
  proven: 4 * 3_600_000,
};

function exitCodeOf({ answer, watched }: Contained): ExitCode {
  if ("refused" in answer) return EXIT.refused;
  const { status, proof } = watched?.incident ?? answer;
  if (status === "refused") return EXIT.refused;
  if (status === "awaiting-approval") return EXIT.awaitingApproval;
  if (status === "failed" || proof === "leaking") return EXIT.failed;
  return watched && watched.end !== "reached" ? EXIT.notProven : EXIT.done;
}

function documentOf({ asked, answer, watched }: Contained) {
  return { asked, answer, ...(watched ? { incident: watched.incident, end: watched.end } : {}) };
}

function showEnd({ out, err }: Context, { answer, watched }: Contained): void {
  err.line();
  if ("refused" in answer) {
    out.line(wrap(`Refused: ${answer.refused}`, out.columns));
    return;
  }
  const { incident: id, status, because } = answer;
  const incident: Presented | undefined = watched?.incident;
  out.line(out.paint("bold", `Incident ${incident?.id ?? id}`));
  out.line(wrap(incident ? whereItStands(incident) : `${status}. ${because.join(" ")}`.trim(), out.columns));
  if (incident) showNext(out, whatNext(incident));
  else if (status === "awaiting-approval") showNext(out, awaiting(id));
}

function awaiting(id: string) {
  return [
    { what: "An approver approves it", command: `responder approve ${id}` },
    { what: "or rejects it", command: `responder reject ${id} --reason "..."` },
  ];
}
