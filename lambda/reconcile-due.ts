// The heartbeat: first a look at everything that is due, then, with the time that is left, what takes longer.
import { countBeat } from "./count-beat.ts";
import type { Deps } from "./deps.ts";
import type { Incident } from "./incident.ts";
import type { Claim } from "./ledger/ledger.ts";
import { isUntold } from "./ledger/untold.ts";
import { look, reconcile } from "./reconcile.ts";
import { settleSome } from "./settle-some.ts";
import { tellOfEnd, tellPeople } from "./tell-people.ts";

/** Incidents that are looked after side by side: AWS throttles whoever asks for more. */
const AT_ONCE = 16;

/**
 * Where more is due than a minute has room for, the next beat goes on, with what has waited longest. One that went on by
 * itself would be ended by Lambda in the middle of its work, and delivered again twice.
 */
const BEGINS_FOR_MS = 50_000;
/** Half of that, so that of very many incidents the trail is read at all. */
const LOOKS_FOR_MS = 25_000;

/** Less than the heartbeat's minute, so that each beat finds what is open due: that bounds how long a step stays undone. */
const UNTIL_NEXT_BEAT_MS = 45_000;

type Looked = { readonly claim: Claim; readonly incident: Incident | undefined; readonly isMoreDue: boolean };

/**
 * Longest due first, in both. One that fails does not keep the others from their turn. Answers which have failed.
 *
 * Whoever had time in this beat is due last in the next one: those that had none come before it.
 */
export async function reconcileDue(deps: Deps): Promise<readonly string[]> {
  const start = deps.now();
  const claims = await deps.ledger.due(iso(start));
  const looks = await settleSome(AT_ONCE, claims, async (claim) => {
    const taken = deps.now() < start + LOOKS_FOR_MS ? await take(deps, claim) : undefined;
    return taken && lookAt(deps, taken);
  });
  const looked = fulfilled(looks);
  const waiting = looked.flatMap(({ claim, incident, isMoreDue }) =>
    incident && isMoreDue ? [{ claim, incident }] : [],
  );
  const turns = await settleSome(AT_ONCE, waiting, async ({ claim, incident }) => {
    if (deps.now() >= start + BEGINS_FOR_MS) return tellPeople(deps, incident, claim); // That waits for nothing.
    const taken = await take(deps, claim);
    return taken && reconcile(deps, taken);
  });
  const asked = waiting.map(({ claim }) => claim);
  const failed = [...failures(deps, claims, looks), ...failures(deps, asked, turns)];
  const quiet = looked.flatMap(({ incident, isMoreDue }) => (isMoreDue ? [] : (incident ?? [])));
  countBeat(deps, claims, { standing: [...quiet, ...fulfilled(turns)], failed: failed.length });
  return failed;
}

/** Undefined where somebody else was faster. */
async function take(deps: Deps, claim: Claim): Promise<Claim | undefined> {
  const dueAt = iso(deps.now() + UNTIL_NEXT_BEAT_MS);
  return (await deps.ledger.take(claim, dueAt)) ? { ...claim, dueAt } : undefined;
}

async function lookAt(deps: Deps, claim: Claim): Promise<Looked> {
  if (isUntold(claim)) return { claim, incident: await tellOfEnd(deps, claim), isMoreDue: false };
  return { claim, ...(await look(deps, claim)) };
}

function fulfilled<T>(results: readonly PromiseSettledResult<T | undefined>[]): readonly T[] {
  return results.flatMap((result) => (result.status === "fulfilled" ? (result.value ?? []) : []));
}

function failures(
  { log }: Deps,
  claims: readonly Claim[],
  results: readonly PromiseSettledResult<unknown>[],
): readonly string[] {
  return results.flatMap((result, index) => {
    if (result.status === "fulfilled") return [];
    const incident = claims[index]?.incidentId ?? "";
    log.error({ err: result.reason, incident }, "reconcile failed; it is tried again in a minute");
    return [incident];
  });
}

function iso(ms: number): string {
  return new Date(ms).toISOString();
}
