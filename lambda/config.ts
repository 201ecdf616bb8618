// What a security team decides: one type, safe defaults, and errors that name the setting. docs/configuration.md is made of it.
import * as z from "zod";
import { athena } from "./config/athena.ts";
import { deployment } from "./config/deployment.ts";
import { explain } from "./config/explain.ts";
import { notify } from "./config/notify.ts";
import {
  account,
  approverPattern,
  arnPattern,
  assumable,
  externalId,
  iamArnPattern,
  mode,
  modes,
  region,
  seconds,
  severity,
} from "./config/parts.ts";

const defaultMode = z
  .strictObject({
    role: mode.default("contain").describe("For roles."),
    user: mode.default("ask").describe("For IAM users: an application that has only the key stands still without it."),
    "identity-center-user": mode.default("ask").describe("For people of IAM Identity Center."),
    root: mode.default("ask").describe("For the root user of a member account."),
  })
  .prefault({})
  .describe("The mode where no rule of `modes` fits, by the kind of principal.");

const members = z
  .strictObject({
    accounts: z.array(account).default([]).describe("The member accounts that are served, beside the responder's own."),
    role: assumable
      .default("credential-leak-responder-member")
      .describe("The role that the responder assumes in each of them. It is never contained."),
    externalId: externalId.optional().describe("The external id that the role's trust policy asks for."),
  })
  .prefault({})
  .describe("The member accounts, and the way into them. An alert about any other account is refused.");

const administration = z
  .strictObject({
    account: account.describe("The management account, or the one to which both services are delegated."),
    role: assumable
      .default("credential-leak-responder-administration")
      .describe("The role that the responder assumes there. It is never contained."),
    externalId: externalId.optional().describe("The external id that the role's trust policy asks for."),
    identityCenterRegion: region
      .optional()
      .describe(
        "Where IAM Identity Center is. Without it, the Region that the role of a permission set names in its path is asked, and changes of permission sets are not heard.",
      ),
    scp: z
      .boolean()
      .default(false)
      .describe("Whether service control policies may be written: for the root user of a member account."),
    backstop: z
      .boolean()
      .default(false)
      .describe(
        "Whether the organization stands behind the deny of a whole role or user in another account than this one, by a service control policy that nobody in the account can take away: an intruder who may edit IAM gains nothing by deleting the deny. While it stands, nobody there but the responder and `ownRoles` may change what is contained; a user's owner can give it a new key. It is taken beside the other steps and lifted with them. `scp` is another matter: that is for root users.",
      ),
  })
  .optional()
  .describe("The account that administers the organization: for people of Identity Center, and for root users.");

const blastRadius = z
  .strictObject({
    sessions: z.int().positive().optional().describe("The most sessions of the role in the last day."),
    users: z.int().positive().optional().describe("The most people who had a session of the role in the last day."),
    beyond: z
      .enum(["ask", "narrow"])
      .default("ask")
      .describe("What then: `ask` a person, or `narrow` to the leaked session; where its name is not known, ask."),
  })
  .refine(({ sessions, users }) => sessions !== undefined || users !== undefined, {
    message: 'must have "sessions", "users" or both',
  })
  .optional()
  .describe("How much of a role's work a deny may cost without a person's word. Not given: any.");

const approval = z
  .strictObject({
    approvers: z
      .array(approverPattern)
      .default([])
      .describe(
        "Who may approve and reject. Empty: everybody who may invoke the responder and is of an account that it serves. Nobody for an incident about a principal of theirs. A role is known by its name alone (STS does not tell its path), and whoever may create a role that fits a pattern approves: name the account.",
      ),
    withinSeconds: seconds.default(4 * 60 * 60).describe("How long an answer is waited for."),
    otherwise: z.enum(["contain", "refuse"]).default("refuse").describe("What happens when nobody answers."),
  })
  .prefault({})
  .describe("Who answers where the responder asks, until when, and what silence means.");

/** The whole configuration; `configSchema` is for whoever describes it, `readConfig` for whoever reads it. */
export const configSchema = z.strictObject({
  $schema: z.string().optional().describe("Where an editor finds the form of this file. The responder ignores it."),
  defaultMode,
  modes,
  protectedPrincipals: z
    .array(arnPattern)
    .default([])
    .describe(
      "Principals that are contained only on a person's word. Matched against the ARN with its path: `arn:aws:iam::*:role/break-glass-*` does not match a role below `/ops/`, `arn:aws:iam::*:role/*break-glass-*` does.",
    ),
  untouchable: z
    .array(iamArnPattern)
    .default([])
    .describe(
      "Principals that are never contained, not on a person's word either: IAM itself forbids the responder to change them. For those that your recovery depends on, should the responder fall into wrong hands. A containment is then a person's work, with other credentials.",
    ),
  protectedTag: z
    .strictObject({
      key: z.string().min(1).max(128).describe("The tag's key, in upper or lower case."),
      value: z.string().max(256).optional().describe("The tag's value; any where it is not given."),
    })
    .default({ key: "credential-leak-responder", value: "protected" })
    .describe("The same by a tag on the role or user. Whoever may tag can protect so: an intruder too."),
  ownRoles: z
    .array(arnPattern)
    .default([])
    .describe(
      "Always refused: roles of other responders, and of the pipeline that deploys this one. Its own are added by themselves.",
    ),
  severityFrom: severity
    .default(0)
    .describe("Alerts below this are refused. Those that name no severity are not, nor those that a person has sent."),
  scope: z
    .enum(["role", "session"])
    .default("role")
    .describe("How wide a role is denied where the alert does not say: all its older sessions, or the leaked one."),
  blastRadius,
  circuitBreaker: z
    .int()
    .positive()
    .default(50)
    .describe("The most principals that are contained in an hour without a person's word."),
  approval,
  suppressSeconds: seconds
    .default(30 * 24 * 60 * 60)
    .describe("How long after a false alarm its like is refused, as long as nothing new is seen."),
  trustedSenders: z
    .array(account)
    .default([])
    .describe(
      "Accounts that may report credentials of others: GuardDuty's or Security Hub's administrator. The responder's own always may; every account may report its own.",
    ),
  members,
  administration,
  deployment,
  notify,
  trace: z
    .boolean()
    .default(true)
    .describe(
      "Whether what was opened with a leaked credential is followed in CloudTrail and contained too. Without it nothing is `proven`.",
    ),
  athena,
  rememberOpened: z
    .enum(["always", "while-open"])
    .default("always")
    .describe(
      "For a day, which sessions and keys each key has opened, as EventBridge tells it: `always`, so that what was opened with a leaked credential is denied in the second in which it is itself, or only `while-open`, while an incident is open. `always` costs a write in DynamoDB for each session that somebody opens in the accounts that are heard; services' own are not heard.",
    ),
  waysIn: z
    .boolean()
    .default(true)
    .describe(
      "Whether incidents say who can still assume the contained roles. It asks IAM's policy simulator about the roles and users of the account, up to 300 for each contained role.",
    ),
  hold: z
    .enum(["never", "on-evidence", "always"])
    .default("on-evidence")
    .describe(
      "When the roles of an incident are held: their cutoffs move forward together each minute, so that nobody, the team included, works in them meanwhile. `on-evidence`: a session of the incident began after a cutoff, its roles have assumed each other in a circle, or the intruder undid a step. `always`: from the first deny on.",
    ),
  holdQuietSeconds: seconds
    .default(15 * 60)
    .describe("How long nothing new may have been seen of the intruder before held roles are let go."),
  holdMostSeconds: seconds
    .default(60 * 60)
    .describe("After this held roles are let go in any case, and a person is told."),
  mostReapplies: z
    .int()
    .positive()
    .default(10)
    .describe(
      "How often in an hour one step is put back that somebody undoes. Then a person is needed, and it is tried every ten minutes.",
    ),
  fallback: z
    .enum(["none", "managed-policy", "boundary"])
    .default("managed-policy")
    .describe(
      "What is tried where a principal's inline policies have no room for the deny: nothing, an attached policy of ours, or after that also a permissions boundary in place of the role's own.",
    ),
  denyAssume: z
    .boolean()
    .default(false)
    .describe(
      "Whether trust policies may be written: while roles are held, what is contained may not assume them; and a role whose trust policy was written with a credential of the incident is denied, and closed to accounts that are not served, without asking. Both until the incident is lifted, and also to whoever uses them rightly.",
    ),
  cutoffLeadSeconds: seconds
    .max(300)
    .default(30)
    .describe(
      "How far the cutoff lies in the future: a token minted while IAM propagates must not escape. 30 seconds is what the console takes; it lies on a fifteenth of that by the clock, so that who denies at once means the same, and four fifths are left at least when the deny is written. Sessions that begin in this time are denied too.",
    ),
  settleSeconds: seconds
    .default(2 * 60 * 60)
    .describe(
      "How long no leaked key may have got through before silence counts as proof. CloudTrail is late at times.",
    ),
  liftMarginSeconds: z
    .int()
    .nonnegative()
    .default(15 * 60)
    .describe("Added to the time after which a deny is inert: 12 hours after the cutoff for a role, 36 for a user."),
  ledgerPatienceMs: z
    .int()
    .nonnegative()
    .default(250)
    .describe("How long a slow ledger may keep the deny waiting once AWS has answered the reads. It is real time."),
});

export type Config = Readonly<z.infer<typeof configSchema>>;
export type Mode = z.infer<typeof mode>;

/** Throws an error that names each setting that is wrong, what it is and what would be right. */
export function readConfig(value: unknown): Config {
  const parsed = configSchema.safeParse(value, { reportInput: true, jitless: true }); // Read once: not worth compiling.
  if (parsed.success) return parsed.data;
  throw new Error(`The configuration is wrong:\n${explain(parsed.error.issues, configSchema)}`);
}
