// What a report of ways in is made of: who may open a new session of a contained role, by which call, and how sure that is.
import type { Time } from "../model.ts";

export type AssumeCall = "sts:AssumeRole" | "sts:AssumeRoleWithSAML" | "sts:AssumeRoleWithWebIdentity";

/**
 * `principal`: a role, a user or one session, by ARN. `account`: whoever its own policies allow there.
 * `anybody`: of any account, or with a token of any provider. Names are as a trust policy has them: an attacker may have written it.
 */
export type WayInKind = "principal" | "account" | "anybody" | "service" | "identity-provider";

/**
 * `yes`: AWS's policies let it in, as far as they can be read. `depends`: on what `conditions` says.
 * `no`: named, and yet nobody comes in here, as `denied` says. `listed`: an account whose principals that come in are ways of their own.
 * `not-visible`: trusted, and what decides on the other side cannot be read from here.
 */
export type Openness = "yes" | "depends" | "no" | "listed" | "not-visible";

export type WayIn = {
  /** The contained role that it leads into, by ARN. */
  readonly role: string;
  readonly kind: WayInKind;
  readonly who: string;
  readonly call: AssumeCall;
  readonly open: Openness;
  /** All of them, in words; values in quotes are the policies' own. */
  readonly conditions: readonly string[];
  readonly denied?: string;
  /** A principal of this incident: who comes back into that one comes on into this role. */
  readonly ofIncident?: true;
};

/** A contained role that was looked at; `trust` is the SHA-256 of its trust policy, null where that could not be read. */
export type LookedAt = { readonly role: string; readonly trust: string | null };

export type WaysIn = {
  readonly ways: readonly WayIn[];
  /** What could not be read or asked, and what that may hide. */
  readonly gaps: readonly string[];
};

export type WaysInAt = WaysIn & { readonly at: Time };
