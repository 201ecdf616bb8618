// `responder verify-ledger`: whether the record is what was written.
import type { CliCommand } from "../command.ts";
import type { Context } from "../context.ts";
import { EXIT, type ExitCode } from "../exit-codes.ts";
import { findIncident, INCIDENT_ARGUMENT } from "../find-incident.ts";
import { safely } from "../output/safe-text.ts";
import { bullets } from "../view/section.ts";

export const verifyLedger: CliCommand = {
  name: "verify-ledger",
  summary: "Check that no entry of the record was changed, removed or put in",
  examples: ["verify-ledger", "verify-ledger latest --json"],
  define(command, act) {
    command
      .argument("[incident]", `${INCIDENT_ARGUMENT}; the latest 200 unless said`)
      .action((id: string | undefined) => act((context) => check(context, id)));
  },
};

async function check(context: Context, given: string | undefined): Promise<ExitCode> {
  const { responder } = await context.reach();
  const which = given === undefined ? {} : { id: (await findIncident(context, given)).id };
  const answer = await responder.ask("verify-ledger", which);
  const exitCode = answer.whole ? EXIT.done : EXIT.failed;
  if (context.isJson) {
    context.json({ ...answer, exitCode });
    return exitCode;
  }
  const { out } = context;
  const { verified, problems } = safely(answer);
  const incidents = `${verified} incident${verified === 1 ? "" : "s"}`;
  const found =
    problems.length === 0 ? `the record of ${incidents} is as it was written` : `of ${incidents} not all is whole`;
  out.line(`${answer.whole ? out.paint("green", "✔") : out.paint("red", "✖")} ${found}`);
  bullets(
    out,
    problems.map(({ incident, because }) => `${incident}: ${because}`),
  );
  return exitCode;
}
