// What a security team decides: one type, safe defaults, and errors that name the setting.
import { z } from "zod";

const seconds = z.int().positive();

/** https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html: DurationSeconds is 43,200 at most. */
const LONGEST_SESSION_SECONDS = 12 * 60 * 60;

const schema = z.strictObject({
  /** ARN patterns (`*`, `?`) of principals that are never contained without a person's word. */
  protectedPrincipals: z
    .array(z.string().startsWith("arn:", "must be an ARN pattern, as arn:aws:iam::*:role/break-glass-*"))
    .default([]),
  /** ARNs of the responder's own roles. */
  ownRoles: z.array(z.string()).default([]),
  /** How far the cutoff lies in the future: a token minted while IAM propagates must not escape. As the console does. */
  cutoffLeadSeconds: seconds.max(300).default(30),
  /** How long the trail must have been silent before silence counts as proof. */
  settleSeconds: seconds.default(2 * 60 * 60),
  /** When the deny is inert: no session of a role lives longer than 12 hours, and then some. */
  liftAfterSeconds: z
    .int()
    .min(LONGEST_SESSION_SECONDS, "a role's session may live 12 hours: an earlier lift would let it in again")
    .default(LONGEST_SESSION_SECONDS + 15 * 60),
  /** How long a slow ledger may keep the deny waiting, once AWS has answered the reads. */
  ledgerPatienceMs: z.int().nonnegative().default(250),
});

export type Config = Readonly<z.infer<typeof schema>>;

/** Throws an error that names each setting that is wrong, and why. */
export function readConfig(value: unknown): Config {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  throw new Error(`The configuration is wrong: ${z.prettifyError(parsed.error)}`);
}
