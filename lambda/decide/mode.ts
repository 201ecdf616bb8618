// What the configuration wants for this principal: contain it, ask first, or only say what would be done.
import { arnMatches } from "../arn.ts";
import type { Config, Mode } from "../config.ts";
import type { Principal } from "../model.ts";
import { aboutPrincipal, type Case, PASS } from "./guardrail.ts";

type Rule = Config["modes"][number];
type Choice = { readonly mode: Mode; readonly by: string };

export const mode = aboutPrincipal((principal, question) => {
  const choices = choicesFor(principal, question);
  const [first] = choices;
  if (!first || choices.some((choice) => choice.mode !== first.mode)) {
    const unsure = choices.slice(0, -1).map(({ by }) => by);
    return {
      is: "ask",
      because: `The units above the account ${principal.account} are not known, so that it is open whether ${unsure.join(" or ")} of the configuration is meant.`,
    };
  }
  if (first.mode === "contain") return PASS;
  if (first.mode === "observe") {
    return { is: "observe", because: `Observed only, by ${first.by} of the configuration: nothing was touched.` };
  }
  return { is: "ask", because: `A person is asked about ${principal.arn}, by ${first.by} of the configuration.` };
});

/** The first rule that fits; more than one where a rule before it may fit, depending on units that are not known. */
function choicesFor(principal: Principal, question: Case): readonly Choice[] {
  const { config } = question;
  const choices: Choice[] = [];
  for (const [index, rule] of config.modes.entries()) {
    const answer = fits(rule, principal, question);
    if (answer !== "no") choices.push({ mode: rule.mode, by: `modes[${index}]` });
    if (answer === "yes") return choices;
  }
  return [...choices, { mode: config.defaultMode[principal.kind], by: `defaultMode.${principal.kind}` }];
}

function fits(rule: Rule, principal: Principal, { alert, context }: Case): "yes" | "no" | "unknown" {
  const { accounts, sources, kinds, principals, severityFrom, units } = rule;
  const conditions = [
    accounts?.includes(principal.account),
    sources?.includes(alert.source),
    kinds?.includes(principal.kind),
    principals?.some((pattern) => arnMatches(pattern, principal.arn)),
    severityFrom === undefined ? undefined : alert.severity !== undefined && alert.severity >= severityFrom,
  ];
  if (conditions.includes(false)) return "no";
  if (units === undefined) return "yes";
  if (context.units === undefined) return "unknown";
  return context.units.some((unit) => units.includes(unit)) ? "yes" : "no";
}
