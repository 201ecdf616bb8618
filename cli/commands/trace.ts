// `responder trace`: what was opened with the leaked credential, as a tree.
import type { Presented } from "../../lambda/answers.ts";
import { whose } from "../../lambda/words/whose.ts";
import type { CliCommand } from "../command.ts";
import type { Context } from "../context.ts";
import { EXIT, type ExitCode } from "../exit-codes.ts";
import { usageError } from "../explain-error.ts";
import { findIncident, INCIDENT_ARGUMENT } from "../find-incident.ts";
import { addLogOptions, type LogOptions } from "../logs/log-options.ts";
import { safely } from "../output/safe-text.ts";
import { wrap } from "../output/wrap.ts";
import { bullets, heading } from "../view/section.ts";
import { showSessions } from "../view/sessions.ts";

export const trace: CliCommand = {
  name: "trace",
  summary: "Show the sessions that were opened with the leaked credential: who opened what, dead or alive",
  examples: [
    "trace latest",
    "trace 20260301T0900 --json",
    "trace --logs ./trail --access-key ASIAIOSFODNN7EXAMPLE",
    "trace --logs s3://trail-bucket/AWSLogs --access-key AKIAIOSFODNN7EXAMPLE --since 2026-03-01T09:00:00Z",
    "trace --athena --access-key ASIAIOSFODNN7EXAMPLE",
    "trace --logs ./trail --role arn:aws:iam::111122223333:role/app --session worker",
  ],
  define(command, act) {
    addLogOptions(command.argument("[incident]", INCIDENT_ARGUMENT)).action(
      (id: string | undefined, options: LogOptions) =>
        act(async (context) => {
          const { logs, athena, ...others } = options;
          if ([id, logs, athena].filter((one) => one !== undefined).length !== 1) {
            throw usageError(ONE_OF_THEM, TRACE_WHAT);
          }
          if (athena) return (await import("../logs/show-athena.ts")).showAthena(context, options);
          if (id === undefined) return (await import("../logs/show-logs.ts")).showLogs(context, options);
          if (Object.keys(others).length > 0) throw usageError(ALL_OF_IT, TRACE_WHAT);
          return show(context, id);
        }),
    );
  },
};

const ONE_OF_THEM = "Name an incident, or --logs or --athena with a credential: one of them.";
const ALL_OF_IT = "An incident is shown with all of its trace: the other options go with --logs or --athena.";
const TRACE_WHAT = "`responder trace latest`, or `responder trace --logs FOLDER --access-key ASIA…`.";

async function show(context: Context, id: string): Promise<ExitCode> {
  const found = await findIncident(context, id);
  if (context.isJson) {
    context.json({
      incident: found.id,
      sessions: found.sessions,
      questions: found.questions,
      missing: missingOf(found),
    });
    return EXIT.done;
  }
  const incident = safely(found);
  const { out } = context;
  const { now } = await context.reach();
  out.line(out.paint("bold", `Incident ${incident.id}: ${whose(incident.principal, incident.account)}`));
  showSessions(out, incident, now());
  const { questions } = incident;
  if (questions.length > 0) {
    heading(out, "A person is asked about");
    bullets(
      out,
      questions.map(({ alert, because }) => `${whose(alert.principal, alert.account)}: ${because.join(" ")}`),
    );
  }
  const missing = safely(missingOf(found));
  if (missing.length > 0) {
    heading(out, "What the trace cannot see");
    bullets(out, missing);
  }
  if (!incident.entries.some(({ type }) => type === "traced")) out.line(wrap(UNREAD, out.columns));
  return EXIT.done;
}

const UNREAD = "\nNobody has read CloudTrail for it yet, or it has shown nothing: it is some minutes late.";

function missingOf({ evidence, entries }: Presented): readonly string[] {
  const gaps = entries.findLast((entry) => entry.type === "ways-in");
  return [...new Set([...(evidence?.missing ?? []), ...(gaps?.type === "ways-in" ? gaps.gaps : [])])];
}
