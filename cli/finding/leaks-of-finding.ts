// The leaks that a finding reports: read by the responder's own parsers, each as a request.
import { BadInputError } from "../../lambda/bad-input.ts";
import { inEnvelope } from "../../lambda/intake/in-envelope.ts";
import { readAlerts } from "../../lambda/intake/index.ts";
import { leakPrincipal } from "../../lambda/intake/leak-principal.ts";
import type { Alert } from "../../lambda/model.ts";
import { whose } from "../../lambda/words/whose.ts";
import type { Leak } from "../credential-options.ts";
import { EXIT } from "../exit-codes.ts";
import { CliError } from "../explain-error.ts";

type Said = { readonly scope?: "role" | "session"; readonly reason?: string; readonly disableConsole?: true };

/** Throws where it reports none, and where it is a sample: nobody is contained because of one. */
export function leaksOfFinding(findings: readonly unknown[], said: Said, at: string): readonly Leak[] {
  const alerts = findings.flatMap((finding) => readAlerts(inEnvelope(finding, at)));
  const sample = alerts.find((alert) => alert.sample);
  if (sample) {
    const message = `The finding ${sample.id} is a sample: no credential has leaked.`;
    throw new CliError("SampleFinding", message, { exitCode: EXIT.refused, todo: "`responder drill` tries it out." });
  }
  return alerts.map((alert) => leakOfAlert(alert, said));
}

function leakOfAlert(alert: Alert, { scope = alert.scope, reason, disableConsole }: Said): Leak {
  const { accessKeyId, account, lastSeen, title, id, source } = alert;
  const principal = leakPrincipal(alert.principal);
  if (principal === undefined && accessKeyId === undefined) {
    throw new BadInputError(
      `The finding ${id} is about ${whose(alert.principal, account)}: nobody can be denied by that name.`,
    );
  }
  return {
    reason: (reason ?? `${source} finding ${id}: ${title}`).slice(0, 1000),
    reporter: `${source} finding ${id}`.slice(0, 200),
    observedAt: lastSeen,
    ...(account === undefined ? {} : { account }),
    ...(accessKeyId === undefined ? {} : { accessKeyId }),
    ...(principal === undefined ? {} : { principal }),
    ...(scope === undefined ? {} : { scope }),
    ...(disableConsole ? { disableConsole } : {}),
  };
}
