// A credential as an event names it, and the alert that is made of it.
import type { Alert, Suspect, Time } from "../../model.ts";

export type Credential = {
  readonly principal: Suspect;
  /** Left out where the event does not know whose account it is: the key alone says who. */
  readonly account?: string | undefined;
  readonly accessKeyId?: string | undefined;
  /** Of a session; a long-term key has none, whatever a source says. */
  readonly issuedAt?: Time | undefined;
};

/** What all alerts of one finding share. */
export type About = Pick<Alert, "source" | "id" | "type" | "title" | "region" | "sample" | "lastSeen"> & {
  readonly [K in "severity" | "firstSeen" | "sentFrom" | "finding" | "group" | "wishedBy"]?: Alert[K] | undefined;
};

export function alertOf(about: About, credential: Credential): Alert {
  const { severity, firstSeen, sentFrom, finding, group, wishedBy, ...always } = about;
  const { principal, account, accessKeyId, issuedAt } = credential;
  return {
    ...always,
    principal,
    ...(severity === undefined ? {} : { severity }),
    ...(account ? { account } : {}),
    ...(accessKeyId ? { accessKeyId } : {}),
    ...(firstSeen ? { firstSeen } : {}),
    ...(issuedAt && !accessKeyId?.startsWith("AKIA") ? { issuedAt } : {}),
    ...(sentFrom ? { sentFrom } : {}),
    ...(finding ? { finding } : {}),
    ...(group ? { group } : {}),
    ...(wishedBy ? { wishedBy } : {}),
  };
}
