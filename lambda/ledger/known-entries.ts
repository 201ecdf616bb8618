// What this process knows of the incidents' entries: those that it has read or written last.
import type { Entry } from "../incident.ts";

/** `listed`: as many of them as the head has seen, of which lists are made. */
export type Known = { readonly entries: readonly Entry[]; readonly listed: number };

export type KnownEntries = {
  /** From the first on, without a gap; none where nothing is known. */
  of(incidentId: string): Known;
  keep(incidentId: string, known: Known): void;
};

/** Together about 20 MB; the incident that is at work is kept whatever its length. */
const MOST = 5_000;
const NOTHING: Known = { entries: [], listed: 0 };

export function knownEntries(most = MOST): KnownEntries {
  /** The one that was used last comes last. */
  const known = new Map<string, Known>();
  let count = 0;

  function forget(incidentId: string) {
    count -= known.get(incidentId)?.entries.length ?? 0;
    known.delete(incidentId);
  }

  return {
    of: (incidentId) => known.get(incidentId) ?? NOTHING,
    keep(incidentId, now) {
      forget(incidentId);
      if (now.entries.length === 0) return;
      known.set(incidentId, now);
      count += now.entries.length;
      for (const other of known.keys()) {
        if (count <= most || other === incidentId) return;
        forget(other);
      }
    },
  };
}
