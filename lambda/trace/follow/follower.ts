// How a node of one form is followed: what CloudTrail is asked for, and which of the answers belong to it.
import type { RecordedCall, TraceNode } from "../graph.ts";
import { given, signerOf } from "../identity.ts";
import type { Opened } from "../opens/opened.ts";
import { openedBySts } from "../opens/sts.ts";
import type { TrailQuestion } from "../source.ts";

export type Question = Pick<TrailQuestion, "attribute" | "value">;

export type Follower = {
  questions(node: TraceNode): readonly Question[];
  /** The credentials that an event shows to be the node's. Anybody's events may be among the answers. */
  credentials(node: TraceNode, call: RecordedCall): readonly Opened[];
};

/** The one that signed the call. */
export function signingKey(call: RecordedCall, sure: Opened["sure"]): readonly Opened[] {
  const principal = signerOf(call);
  const { accessKeyId, identity } = call;
  if (!principal || accessKeyId === undefined) return [];
  return [
    {
      form: "key",
      accessKeyId,
      principal,
      sure,
      ...given({ issuedAt: identity?.issuedAt, sourceIdentity: call.sourceIdentity }),
    },
  ];
}

/** The one that STS gave out in the call: `likely`, since no key of the incident asked for it. */
export function issuedKey(call: RecordedCall): readonly Opened[] {
  const by = signerOf(call);
  if (!by || call.errorCode !== undefined) return [];
  return openedBySts(call, by).flatMap((opened) =>
    opened.form === "key" ? [{ ...opened, sure: "likely" } as const] : [],
  );
}
