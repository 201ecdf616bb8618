// Requests of people: see what would be done, have it done, look again at the proof.
import { planFor } from "./answer.ts";
import type { Answers, Refused } from "./answers.ts";
import { proveCaller } from "./caller-identity.ts";
import type { Deps } from "./deps.ts";
import { identify } from "./identify/index.ts";
import type { Incident } from "./incident.ts";
import { leakAlert } from "./intake/credential-leak.ts";
import type { Alert } from "./model.ts";
import { principalUse } from "./principal-use.ts";
import { readTrailNow } from "./reconcile.ts";
import type { Request } from "./request.ts";
import { KNOWN_LIMITS } from "./residual/known-limits.ts";
import { respondTo } from "./respond.ts";
import { settleSome } from "./settle-some.ts";

type WishOf<A extends Request["action"]> = Extract<Request, { readonly action: A }>;

/** Nothing is touched and nothing is recorded. */
export async function planOnRequest(deps: Deps, wish: WishOf<"plan">): Promise<Answers["plan"]> {
  const identified = await identify(wishedAlert(deps, wish, "unnamed"), deps);
  if (identified.outcome !== "named") return { refused: identified.because };
  const { alert } = identified;
  const { resolution, verdict, steps } = await planFor(deps, alert);
  const principal = resolution.found ? resolution.principal : alert.principal;
  const use = resolution.found && steps.length > 0 ? await principalUse(deps, resolution.principal) : undefined;
  const limits = [...new Set(steps.flatMap(({ type }) => KNOWN_LIMITS[type]))];
  return { account: alert.account, principal, verdict, steps, ...(use ? { use } : {}), limits };
}

/** A person's wish outweighs what the guardrails ask, and nothing that they refuse. */
export async function containOnRequest(deps: Deps, wish: WishOf<"contain">): Promise<Incident | Refused> {
  const sent = new Date(deps.now()).toISOString();
  const by = await named(deps, wish);
  if (typeof by !== "string") return by;
  return respondTo(deps, wishedAlert(deps, wish, by), { sent });
}

/** The trail is read at once, whatever the time. */
export async function verifyOnRequest(deps: Deps, id: string): Promise<Incident | Refused> {
  const incident = await deps.ledger.read(id);
  if (!incident) return { refused: `There is no incident ${id}.` };
  if (incident.status !== "contained") {
    return { refused: `The incident ${id} is ${incident.status}: there is nothing to prove.` };
  }
  const claim = await deps.ledger.claimOf(incident);
  if (!claim) return { refused: `The incident ${id} has been followed by another one of the same principal.` };
  return readTrailNow(deps, claim, incident);
}

/** Enough for a look; an auditor asks incident by incident. */
const MOST_VERIFIED = 200;

/** Whether the record is what was written: of one incident, or of the latest. */
export async function verifyLedger(deps: Deps, id: string | undefined): Promise<Answers["verify-ledger"]> {
  const ids = id === undefined ? (await deps.ledger.list(MOST_VERIFIED)).map((head) => head.id) : [id];
  const checked = await settleSome(AT_ONCE, ids, (one) => deps.ledger.verify(one));
  const problems = checked.flatMap((result, index) => {
    const incident = ids[index] ?? "";
    if (result.status === "rejected") return [{ incident, because: `It could not be read: ${result.reason}` }];
    const found = result.value ?? [`There is no incident ${incident}.`];
    return found.map((because) => ({ incident, because }));
  });
  return { verified: ids.length, whole: problems.length === 0, problems };
}

const AT_ONCE = 8;

function wishedAlert(deps: Deps, wish: WishOf<"plan"> | WishOf<"contain">, wishedBy: string): Alert {
  const alert = leakAlert(wish, {
    source: "request",
    id: deps.newId(),
    account: deps.places.home,
    ownRegion: deps.heard[0],
    at: new Date(deps.now()).toISOString(),
    wishedBy,
  });
  return wish.disableConsole ? { ...alert, disableConsole: true } : alert;
}

/** Whoever proves who they are is named on the record; whoever does not was let in by IAM all the same. */
async function named(deps: Deps, { proof }: WishOf<"contain">): Promise<string | Refused> {
  if (!proof) return "unnamed";
  const proven = await proveCaller(proof, { action: "contain", incident: NEW }, deps.callers);
  return proven.proven ? proven.caller.arn : { refused: proven.because };
}

/** What a proof names that asks for an incident which is not there yet. */
const NEW = "new";
