// Where a trace begins of which the key alone is known: whose it was, and since when, is in the calls that name it.
import type { Time } from "../model.ts";
import type { RecordedCall } from "./graph.ts";
import { given, isSameIssue, isSamePrincipal, isTemporary, signerOf } from "./identity.ts";
import { openedBy } from "./opens/index.ts";
import type { Start } from "./walk.ts";

/** Key ids recur: one for each credential that bears it, as far as the calls tell. */
export function startsOfKey(accessKeyId: string, calls: readonly RecordedCall[], since?: Time): readonly Start[] {
  const starts: Start[] = [];
  for (const call of calls.toSorted((one, other) => (one.at < other.at ? -1 : 1))) {
    for (const found of [...givenOut(accessKeyId, call, since), ...signing(accessKeyId, call, since)]) {
      if (!starts.some((start) => isSame(start, found))) starts.push(found);
    }
  }
  return starts;
}

function givenOut(accessKeyId: string, call: RecordedCall, since?: Time): readonly Start[] {
  const opened = openedBy(call).filter((one) => one.accessKeyId === accessKeyId);
  return opened.map(({ principal, issuedAt, expiresAt }) => ({
    principal,
    accessKeyId,
    since: since ?? call.at,
    ...given({ issuedAt, expiresAt }),
  }));
}

function signing(accessKeyId: string, call: RecordedCall, since?: Time): readonly Start[] {
  const principal = call.accessKeyId === accessKeyId ? signerOf(call) : undefined;
  if (!principal || principal.kind === "account") return []; // The copy for the account that was called names nobody.
  const issuedAt = isTemporary(accessKeyId) ? call.identity?.issuedAt : undefined;
  return [{ principal, accessKeyId, since: since ?? issuedAt ?? call.at, ...given({ issuedAt }) }];
}

function isSame(one: Start, other: Start): boolean {
  return isSamePrincipal(one.principal, other.principal) && isSameIssue(one.issuedAt, other.issuedAt);
}
