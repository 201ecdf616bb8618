// Handshakes: invitations to join the organization, from the day they are sent until AWS forgets them.
// https://docs.aws.amazon.com/organizations/latest/APIReference/API_Handshake.html
import { AwsError } from "../aws-error.ts";
import type { Instant } from "../clock.ts";
import type { World } from "../world.ts";
import { accountFacts } from "./account-facts.ts";
import type { Handshake, HandshakeAnswer, Organization } from "./organization.ts";

const DAY_MS = 24 * 3_600_000;

/** [recorded] */
const OPEN_MS = 15 * DAY_MS;

/** "Show up in lists for only 30 days after entering that state. After that they are deleted." */
const SHOWN_MS = 30 * DAY_MS;

export function expiryOf({ requestedAt }: Handshake): Instant {
  return requestedAt + OPEN_MS;
}

export function stateOf(handshake: Handshake, now: Instant): HandshakeAnswer | "OPEN" | "EXPIRED" {
  return handshake.answer?.state ?? (now < expiryOf(handshake) ? "OPEN" : "EXPIRED");
}

/** Those that AWS still knows. */
export function handshakesOf(org: Organization, now: Instant): readonly Handshake[] {
  return [...org.handshakes.values()].filter(
    (handshake) => now < (handshake.answer?.at ?? expiryOf(handshake)) + SHOWN_MS,
  );
}

export function findHandshake(org: Organization, id: string, now: Instant): Handshake {
  const found = handshakesOf(org, now).find((handshake) => handshake.id === id);
  if (found) return found;
  throw new AwsError("HandshakeNotFoundException", "You specified a handshake that doesn't exist.", 400);
}

/** An invitation by mail is for the account that was opened under the address. */
export function isFor(world: World, org: Organization, { target }: Handshake, account: string): boolean {
  if (target.type === "ACCOUNT") return target.id === account;
  const email = org.members.get(account)?.email ?? accountFacts(world, account).email;
  return email.toLowerCase() === target.id.toLowerCase();
}

/** Ends a handshake, or says why it has ended already; the words are [recorded]. */
export function end(handshake: Handshake, state: HandshakeAnswer, account: string, now: Instant): void {
  const current = stateOf(handshake, now);
  if (current === state)
    throw new AwsError("HandshakeAlreadyInStateException", "The handshake is already in the requested state.", 400);
  if (current !== "OPEN") {
    const example =
      "such as attempting to cancel a handshake that was previously accepted or attempting to accept a handshake that was declined.";
    const message = `You cannot perform this operation on a handshake in its current state, ${example}`;
    throw new AwsError("InvalidHandshakeTransitionException", message, 400);
  }
  handshake.answer = { state, at: now, account };
}

export function refuseParty(): never {
  throw new AwsError("AccessDeniedException", "You don't have permissions to access this resource.", 400);
}

export function constraintViolated(message: string, Reason: string): AwsError {
  return new AwsError("HandshakeConstraintViolationException", message, 400, { Reason });
}
