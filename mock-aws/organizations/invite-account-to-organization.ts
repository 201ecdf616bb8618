// organizations:InviteAccountToOrganization — https://docs.aws.amazon.com/organizations/latest/APIReference/API_InviteAccountToOrganization.html
import { z } from "zod";
import { AwsError, NotImplementedError } from "../aws-error.ts";
import type { Instant } from "../clock.ts";
import { define } from "./define.ts";
import { constraintViolated, handshakesOf, stateOf } from "./handshake.ts";
import { invalidInput, tags } from "./input.ts";
import { type Handshake, type HandshakeParty, type Organization, short } from "./organization.ts";
import { showHandshake } from "./show-handshake.ts";

/** The mail itself is not sent: the account finds the invitation by ListHandshakesForAccount. */
export const inviteAccountToOrganization = define({
  name: "InviteAccountToOrganization",
  readOnly: false,
  input: {
    Target: z.unknown().transform(readTarget),
    Notes: z.string().optional().refine(isShort),
    Tags: tags.optional(),
  },
  about: ({ Target }) => (Target.type === "ACCOUNT" ? [Target.id] : undefined),
  run({ Target, Notes, Tags }, org, { world, now }) {
    refuseTarget(org, Target, world.accounts);
    refuseMore(org, Target, now);
    const handshake: Handshake = {
      id: `h-${short(world.random, 10)}`,
      target: Target,
      tags: Tags ?? [],
      requestedAt: now,
      ...(Notes === undefined ? {} : { notes: Notes }),
    };
    org.handshakes.set(handshake.id, handshake);
    return { Handshake: showHandshake(org, handshake, now) };
  },
});

/** In AWS's order and words [recorded]. */
function readTarget(value: unknown): HandshakeParty {
  if (value === undefined) throw badPattern();
  const { Id, Type, ...others } = Object(value) as Readonly<Record<string, unknown>>;
  const [unknown] = Object.keys(others);
  if (unknown !== undefined) throw new NotImplementedError(`${unknown} of Target of InviteAccountToOrganization`);
  if (Type !== "ACCOUNT" && Type !== "EMAIL") {
    const message = "You specified an invalid party type as the target parameter.";
    throw invalidInput(message, "INVALID_PARTY_TYPE_TARGET");
  }
  const id = String(Id);
  if (Type === "ACCOUNT" && !/^\d{12}$/.test(id)) throw badPattern();
  if (Type === "EMAIL" && !/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(id)) {
    const message = "You specified an invalid email address for the invited account owner.";
    throw invalidInput(message, "INVALID_EMAIL_ADDRESS_TARGET");
  }
  return { type: Type, id };
}

function badPattern(): AwsError {
  return invalidInput("You provided a value that does not match the required pattern.", "INVALID_PATTERN");
}

function isShort(notes: string | undefined): boolean {
  if (notes === undefined || notes.length <= 1024) return true;
  const message = "You provided a string that exceeds that maximum length.";
  throw invalidInput(message, "MAX_LENGTH_EXCEEDED:NOTES");
}

/** Whom an address belongs to AWS does not tell: an invitation by mail is sent to members too [recorded]. */
function refuseTarget(org: Organization, { type, id }: HandshakeParty, accounts: ReadonlyMap<string, unknown>): void {
  if (type === "EMAIL") return;
  if (org.members.has(id)) {
    const message = "The AWS account is already a member of an organization.";
    throw constraintViolated(message, "ALREADY_IN_AN_ORGANIZATION");
  }
  // What AWS says of a number that no account has is not known; this reason is a guess.
  if (!accounts.has(id))
    throw invalidInput("You can't perform the specified operation on that target entity.", "TARGET_NOT_SUPPORTED");
}

/** In a day; those that were accepted do not count: https://docs.aws.amazon.com/organizations/latest/userguide/orgs_reference_limits.html */
const MOST_A_DAY = 20;
const DAY_MS = 24 * 3_600_000;

function refuseMore(org: Organization, target: HandshakeParty, now: Instant): void {
  const known = handshakesOf(org, now);
  const isSame = ({ target: other }: Handshake) => other.type === target.type && other.id === target.id;
  if (known.some((handshake) => isSame(handshake) && stateOf(handshake, now) === "OPEN")) {
    const message = "A handshake with the specified type and parameters already exists for the given parties.";
    throw new AwsError("DuplicateHandshakeException", message, 400);
  }
  const sent = known.filter(({ requestedAt, answer }) => now < requestedAt + DAY_MS && answer?.state !== "ACCEPTED");
  if (sent.length < MOST_A_DAY) return;
  const message = "You have exceeded the number of handshakes that you can send in one day."; // A guess of the words.
  throw constraintViolated(message, "HANDSHAKE_RATE_LIMIT_EXCEEDED");
}
