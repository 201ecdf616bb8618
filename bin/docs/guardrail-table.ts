// Each guardrail by an example that it speaks up about, and its own words.
import { readConfig } from "../../lambda/config.ts";
import type { Case, Guardrail } from "../../lambda/decide/guardrail.ts";
import { decide, GUARDRAILS } from "../../lambda/decide/index.ts";
import { cell } from "./between-marks.ts";
import { ALERT, ROLE } from "./leaks.ts";

/** Throws for a guardrail without an example, and for an example about which its guardrail says nothing. */
export function guardrailTable(guardrails: Readonly<Record<string, Guardrail>> = GUARDRAILS): string {
  const rows = Object.entries(guardrails).flatMap(([name, guardrail]) => {
    const examples = EXAMPLES[name] ?? [];
    if (examples.length === 0) throw new Error(`The guardrail ${name} has no example in bin/docs/guardrail-table.ts.`);
    return examples.map((example) => rowOf(name, guardrail, example));
  });
  return ["| guardrail | says | for example |", "|---|---|---|", ...rows].join("\n");
}

function rowOf(name: string, guardrail: Guardrail, example: Case): string {
  const verdict = decide(example, { [name]: guardrail });
  if (verdict.type !== "contain") return `| \`${name}\` | ${verdict.type} | ${cell(verdict.because.join(" "))} |`;
  if (verdict.scope === "session")
    return `| \`${name}\` | contain the session | in place of the question, with \`beyond\` |`;
  throw new Error(`The guardrail ${name} says nothing about its example in bin/docs/guardrail-table.ts.`);
}

type Example = {
  readonly alert?: Partial<Case["alert"]>;
  readonly role?: Partial<typeof ROLE>;
  readonly lost?: string;
  readonly config?: object;
  readonly context?: Partial<Case["context"]>;
};

const HOME = ROLE.account;
const BUSY = { role: { sessions: 340, users: 12 } };
const SERVICE_LINKED = { name: "AWSServiceRoleForECS", path: "/aws-service-role/ecs.amazonaws.com/" };

const EXAMPLES: Readonly<Record<string, readonly Case[]>> = {
  "sample-finding": [about({ alert: { sample: true } })],
  "trusted-sender": [about({ alert: { sentFrom: "444455556666" } })],
  unresolved: [about({ lost: `There is no role app in the account ${HOME}.` })],
  "served-account": [about({ alert: { account: "999988887777" }, lost: "" })],
  "own-roles": [about({ config: { ownRoles: [ROLE.arn] } })],
  untouchable: [about({ config: { untouchable: ["arn:aws:iam::*:role/app"] } })],
  "reserved-roles": [about({ role: SERVICE_LINKED })],
  severity: [about({ alert: { severity: 2 }, config: { severityFrom: 4 } })],
  suppression: [
    about({
      context: {
        suppressed: { incident: "20260301T090000Z-1a2b3c4d", until: "2026-03-31T09:00:00Z", reason: "our scanner" },
      },
    }),
  ],
  "protected-principals": [about({ config: { protectedPrincipals: ["arn:aws:iam::*:role/app"] } })],
  "protected-tag": [about({ role: { tags: { "credential-leak-responder": "protected" } } })],
  mode: [
    about({ config: { modes: [{ kinds: ["role"], mode: "ask" }] } }),
    about({ config: { modes: [{ kinds: ["role"], mode: "observe" }] } }),
    about({ config: { modes: [{ units: ["ou-ab12-34cd56ef"], mode: "ask" }] } }),
  ],
  "written-trust": [about({ alert: { trustWritten: true } })],
  "blast-radius": [
    about({ config: { blastRadius: { sessions: 100 } }, context: BUSY }),
    about({ config: { blastRadius: { sessions: 100, beyond: "narrow" } }, context: BUSY }),
  ],
  "circuit-breaker": [about({ context: { recentContainments: 50 } })],
  "dry-run": [about({ alert: { dryRun: true } })],
};

function about({ alert, role, lost, config = {}, context }: Example): Case {
  const principal = { ...ROLE, ...role };
  return {
    alert: { ...ALERT, ...alert },
    resolution: lost === undefined ? { found: true, principal } : { found: false, because: lost },
    config: readConfig(config),
    context: { home: HOME, ...context },
  };
}
