// What there is to tell of an incident goes out as one message, after everything else: nothing of it can fail or delay a deny.
import type { Deps } from "./deps.ts";
import type { Incident, News } from "./incident.ts";
import type { Claim } from "./ledger/ledger.ts";
import { untoldClaim } from "./ledger/untold.ts";
import { messageOf } from "./notify/message.ts";
import { isOwing, newsOf } from "./notify/news.ts";

/** A message that cannot be sent for so long is given up: whoever is to hear of it hears it by the alarm. */
const GIVE_UP_MS = 24 * 60 * 60_000;

/**
 * Tells what is not told yet. The ledger is the outbox: what fails here is tried again with the next heartbeat. A quiet
 * incident costs no call.
 */
export async function tellPeople(deps: Deps, incident: Incident, known?: Claim): Promise<Incident> {
  if (!deps.tell || newsOf(incident, deps.now()).length === 0) return incident;
  try {
    return await tellNews(deps, incident, known);
  } catch (error) {
    deps.log.error({ err: error, incident: incident.id }, "people could not be told; it is tried again in a minute");
    deps.metrics.count("MessagesFailed");
    return incident;
  }
}

/** As the record has it now: somebody else may have told it meanwhile. */
async function tellNews(deps: Deps, { id }: Incident, known: Claim | undefined): Promise<Incident> {
  const incident = await deps.ledger.read(id);
  if (!incident || !deps.tell) throw new Error(`The incident ${id} is not in the ledger.`);
  const news = newsOf(incident, deps.now());
  const { link } = deps.config.notify;
  const message = messageOf(incident, news, link);
  if (!message) return incident;
  const failure = await deps.tell(message).then(
    () => undefined,
    (error: unknown) => ({ error }),
  );
  const over = failure ? news.filter((kind) => isTooOld(deps, incident, kind)) : news;
  const settled = failure ? messageOf(incident, over, link) : message;
  if (!settled) throw failure?.error;
  if (!failure) deps.log.info({ incident: id, told: message.id, news }, "people were told");
  if (failure)
    deps.log.error({ err: failure.error, incident: id, news: over }, "a message is given up: nobody was told");
  const upTo = incident.entries.length;
  const claim = known ?? (await deps.ledger.claimOf(incident)) ?? untoldClaim(incident);
  if (!claim) throw new Error(`The record of the incident ${id} does not say which alert has opened it.`);
  return deps.ledger.append(claim, new Date(deps.now()).toISOString(), (now) =>
    now.entries.some((entry) => entry.type === "told" && entry.message === settled.id)
      ? []
      : [{ type: "told", message: settled.id, news: over, upTo, ...(failure ? { gaveUp: true } : {}) }],
  );
}

function isTooOld(deps: Deps, { news = {} }: Incident, kind: News): boolean {
  return deps.now() - Date.parse(news[kind]?.since ?? "") > GIVE_UP_MS;
}

/** An incident that has ended, and of which people were not told: it is looked at for nothing else. */
export async function tellOfEnd(deps: Deps, claim: Claim): Promise<Incident | undefined> {
  const incident = await deps.ledger.read(claim.incidentId);
  const told = incident && (await tellPeople(deps, incident, claim));
  if (told && !isOwing(told)) await deps.ledger.follow(claim, told, new Date(deps.now()).toISOString()); // It may be open again.
  return told;
}
