// Looking at an incident again and again until what is waited for has come, nothing more can come, or the time is over.
import { readWhole } from "../client/read-whole.ts";
import type { Ask, Presented } from "../lambda/answers.ts";
import type { ProofLevel } from "../lambda/evidence.ts";
import type { Surroundings } from "./surroundings.ts";

export const LEVELS = ["in-place", "effective", "proven"] as const;
export type Level = (typeof LEVELS)[number];

export type Watch = {
  /** The incident once it is as wished, or as it was last where that did not come. */
  until(isSo: (incident: Presented) => boolean): Promise<Presented>;
  /** How it ended. */
  readonly end: Promise<Watched>;
};

export type Watched = { readonly incident: Presented; readonly end: "reached" | "over" | "late" };

export type Wish = { readonly level: Level; readonly withinMs: number };

type Outside = Pick<Surroundings, "now" | "sleep"> & {
  readonly ask: Ask;
  /** Where nothing is deployed, whoever waits looks after it. */
  readonly beat?: (() => Promise<void>) | undefined;
};

const POLL_MS = 2_000;
/** The responder looks by itself each minute; asked to, it looks at once. */
const PUSH_MS = 60_000;

const RANK: Readonly<Record<ProofLevel, number>> = {
  none: 0,
  leaking: 0,
  "in-place": 1,
  unproven: 1,
  effective: 2,
  proven: 3,
};

export function hasReached({ proof }: Presented, level: Level): boolean {
  return RANK[proof] >= RANK[level];
}

export function watchIncident(outside: Outside, id: string, wish: Wish): Watch {
  const waiting = new Set<(incident: Presented) => void>();
  let last: Presented | undefined;
  const seen = (incident: Presented) => {
    last = incident;
    for (const look of waiting) look(incident);
  };
  const end = watch(outside, id, wish, seen);
  return {
    end,
    async until(isSo) {
      const came = new Promise<Presented>((resolve) => {
        const look = (incident: Presented) => {
          if (!isSo(incident)) return;
          waiting.delete(look);
          resolve(incident);
        };
        waiting.add(look);
        if (last) look(last);
      });
      return Promise.race([came, end.then(({ incident }) => incident)]);
    },
  };
}

async function watch(
  { ask, beat, now, sleep }: Outside,
  id: string,
  { level, withinMs }: Wish,
  seen: (incident: Presented) => void,
): Promise<Watched> {
  const deadline = now() + withinMs;
  let pushAt = now();
  for (let at = id; ; ) {
    const incident = await readWhole(ask, at);
    if (!incident) throw new Error(`The incident ${at} is not on record.`);
    const owner = ownersIncident(incident);
    if (owner !== undefined) {
      at = owner;
      continue;
    }
    seen(incident);
    const end = endOf(incident, level, now() >= deadline);
    if (end) return { incident, end };
    if (now() >= pushAt && (beat || incident.status === "contained")) {
      pushAt = now() + PUSH_MS;
      await push({ ask, beat }, incident);
      continue;
    }
    await sleep(Math.min(POLL_MS, Math.max(1, deadline - now())));
  }
}

function endOf(incident: Presented, level: Level, isLate: boolean): Watched["end"] | undefined {
  if (hasReached(incident, level)) return "reached";
  if (isOver(incident)) return "over";
  return isLate ? "late" : undefined;
}

async function push({ ask, beat }: Pick<Outside, "ask" | "beat">, { id, status }: Presented): Promise<void> {
  await beat?.();
  if (status === "contained") await ask("verify", { id });
}

/** The key's owner has become known: what is done is in the owner's incident. */
function ownersIncident({ id, entries }: Presented): string | undefined {
  const entry = entries.findLast(({ type }) => type === "identified");
  return entry?.type === "identified" && entry.incident !== id ? entry.incident : undefined;
}

function isOver({ status, proof }: Presented): boolean {
  if (status === "containing") return false;
  return status !== "contained" || proof === "leaking" || proof === "unproven";
}
