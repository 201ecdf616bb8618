// `responder verify`: the trail is read now, and what the containment is worth is said.
import type { Presented } from "../../lambda/answers.ts";
import { howSure } from "../../lambda/words/how-sure.ts";
import type { CliCommand } from "../command.ts";
import type { Context } from "../context.ts";
import { EXIT, type ExitCode } from "../exit-codes.ts";
import { findIncident, INCIDENT_ARGUMENT } from "../find-incident.ts";
import { safely } from "../output/safe-text.ts";
import { wrap } from "../output/wrap.ts";
import { refused } from "../refused.ts";

export const verify: CliCommand = {
  name: "verify",
  summary: "Have CloudTrail read now, and say how sure it is that the leaked credential is dead",
  examples: ["verify latest", "verify 20260301T0900 --json"],
  define(command, act) {
    command.argument("<incident>", INCIDENT_ARGUMENT).action((id: string) => act((context) => look(context, id)));
  },
};

async function look(context: Context, given: string): Promise<ExitCode> {
  const { id } = await findIncident(context, given);
  const { responder } = await context.reach();
  const answer = await responder.ask("verify", { id });
  if ("refused" in answer) return refused(context, answer);
  const incident = await findIncident(context, id);
  const { status, proof, evidence } = incident;
  const exitCode = PROVES[proof];
  if (context.isJson) context.json({ incident: id, status, proof, evidence, exitCode });
  else context.out.line(wrap(howSure(proof, safely(evidence)), context.out.columns));
  return exitCode;
}

const PROVES: Readonly<Record<Presented["proof"], ExitCode>> = {
  none: EXIT.failed,
  leaking: EXIT.failed,
  "in-place": EXIT.notProven,
  effective: EXIT.notProven,
  unproven: EXIT.notProven,
  proven: EXIT.done,
};
