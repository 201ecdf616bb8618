// What this process knows of the incidents' entries: those that it has read or written last.
import type { Entry } from "../incident.ts";

export type KnownEntries = {
  /** From the first on, without a gap; none where nothing is known. */
  of(incidentId: string): readonly Entry[];
  keep(incidentId: string, entries: readonly Entry[]): void;
};

/** Together about 20 MB; the incident that is at work is kept whatever its length. */
const MOST = 5_000;

export function knownEntries(most = MOST): KnownEntries {
  /** The one that was used last comes last. */
  const known = new Map<string, readonly Entry[]>();
  let count = 0;

  function forget(incidentId: string) {
    count -= known.get(incidentId)?.length ?? 0;
    known.delete(incidentId);
  }

  return {
    of: (incidentId) => known.get(incidentId) ?? [],
    keep(incidentId, entries) {
      forget(incidentId);
      if (entries.length === 0) return;
      known.set(incidentId, entries);
      count += entries.length;
      for (const other of known.keys()) {
        if (count <= most || other === incidentId) return;
        forget(other);
      }
    },
  };
}
