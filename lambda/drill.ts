// A drill goes the way of an alert as far as a plan, for a role that does not exist, and tries the ledger out: no step is taken.
import { planFor } from "./answer.ts";
import type { Deps } from "./deps.ts";
import { identify } from "./identify/index.ts";
import { leakAlert } from "./intake/credential-leak.ts";
import { lenientRegion } from "./intake/fields/names.ts";

/** Rejects where anything on the way does not work: then the event is delivered again, and at last lies with the dead letters. */
export async function drill(deps: Deps, { region: said }: { readonly region?: unknown }) {
  const region = lenientRegion.parse(said);
  const id = deps.newId();
  await planForNobody(deps, id);
  const at = new Date(deps.now()).toISOString();
  if (!(await deps.ledger.tryOut(id, at))) {
    throw new Error("The drill failed: the ledger did not give back what was written into it. See docs/runbook.md.");
  }
  if (deps.heard.includes(region)) await deps.ledger.noteDrill({ region, at }); // Whoever may put events may name any.
  deps.log.info({ region }, "drill arrived");
  deps.metrics.count("DrillArrived", { Region: region });
  return { drill: "arrived", region };
}

/** Of a name that nobody can have made beforehand. */
async function planForNobody(deps: Deps, id: string): Promise<void> {
  const name = `credential-leak-drill-${id}`;
  const leak = { reason: "A drill", reporter: "the drill", principal: { type: "role", name } } as const;
  const at = new Date(deps.now()).toISOString();
  const alert = leakAlert(leak, { source: "credential-leak", id, account: deps.places.home, at });
  const identified = await identify(alert, deps);
  if (identified.outcome !== "named") throw new Error(`The drill failed: ${identified.because}`);
  const { resolution, verdict, steps } = await planFor(deps, identified.alert);
  if (resolution.found || verdict.type !== "refuse" || steps.length > 0) {
    throw new Error(`The drill failed: the role ${name} does not exist, and the verdict was to ${verdict.type}.`);
  }
}
