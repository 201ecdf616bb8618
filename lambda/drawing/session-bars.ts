// How long each session was good: from when it was issued to the deny that stops it, or to its own end.
import type { Presented } from "../answers.ts";
import { isFound } from "../asking-alerts.ts";
import type { Bar } from "./bar.ts";
import { titleOf } from "./graph-node.ts";
import { deniedFirst, type Session, type SessionState, stateOf } from "./session-state.ts";

/** The leaked ones first, then by when they began. `end`: of the drawing; times in milliseconds. */
export function sessionBars(incident: Presented, now: number, end: number): readonly Bar[] {
  const bars = incident.sessions.flatMap((session): readonly Bar[] => {
    const from = beginOf(incident, session);
    const state = stateOf(incident, session, now);
    const { origin } = state;
    if (from === undefined || origin === "undid" || session.accessKeyId === undefined) return [];
    const [to, ending] = endOf(state, deniedFirst(incident, session), end);
    const kind = origin === "opened" ? "session" : origin;
    return [{ name: titleOf(session), kind, from, to: Math.max(to, from), ending, gaps: [] }];
  });
  return bars.toSorted((one, other) => rank(one) - rank(other) || one.from - other.from);
}

function rank({ kind }: Bar): number {
  return ["leaked", "session", "likely"].indexOf(kind);
}

/** When it was issued; else since when it was seen. */
function beginOf({ alerts }: Presented, session: Session): number | undefined {
  const named = alerts.find((alert) => alert.accessKeyId === session.accessKeyId && !isFound(alert));
  const origin = "origin" in session ? session.origin?.at : undefined;
  const seen = "firstSeen" in session ? session.firstSeen : undefined;
  const times = [session.issuedAt ?? named?.issuedAt ?? origin ?? seen ?? named?.firstSeen ?? named?.lastSeen]
    .map((at) => Date.parse(at ?? ""))
    .filter(Number.isFinite);
  return times[0];
}

function endOf(state: SessionState, denied: string | undefined, end: number): readonly [number, Bar["ending"]] {
  if (state.letThrough) return [end, "goes-on"];
  const ends = [
    ...(denied === undefined ? [] : [[Date.parse(denied), "denied"] as const]),
    ...(state.fate === "ended" && state.at !== undefined ? [[Date.parse(state.at), "ended"] as const] : []),
  ].toSorted(([one], [other]) => one - other);
  const [first] = ends;
  return first === undefined || first[0] > end ? [end, "goes-on"] : first;
}
