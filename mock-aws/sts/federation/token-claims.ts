// What a JSON web token says of its bearer, in the claims that STS reads.
import { z } from "zod";
import { NotImplementedError } from "../../aws-error.ts";
import { invalidToken } from "./refusals.ts";

const SOURCE_IDENTITY = "https://aws.amazon.com/source_identity";
const TAGS = "https://aws.amazon.com/tags";
const FLAT_TAG = `${TAGS}/principal_tags/`;

/** A token gives each tag as a list of one, or as the value itself. */
const tagValue = z.union([z.string(), z.tuple([z.string()]).transform(([value]) => value)]);
const tags = z.record(z.string(), tagValue);
const keys = z.array(z.string());

const claims = z.looseObject({
  iss: z.string(),
  sub: z.string(),
  aud: z.union([z.string(), z.array(z.string()).min(1)]),
  exp: z.number(),
  iat: z.number(),
  azp: z.string().optional(),
  amr: z.union([z.string(), z.array(z.string())]).optional(),
  [SOURCE_IDENTITY]: z
    .string()
    .regex(/^[\w+=,.@-]{2,64}$/)
    .optional(),
  [TAGS]: z.object({ principal_tags: tags.optional(), transitive_tag_keys: keys.optional() }).optional(),
  [`${TAGS}/transitive_tag_keys`]: keys.optional(),
});

export type TokenClaims = {
  readonly issuer: string;
  readonly subject: string;
  /** The client for which the token was issued: `azp` where there is one, else `aud`. */
  readonly audience: string;
  readonly amr: readonly string[] | undefined;
  readonly tags: readonly { readonly Key: string; readonly Value: string }[];
  readonly transitiveTagKeys: readonly string[];
  readonly sourceIdentity: string | undefined;
};

/** Throws InvalidIdentityToken where a claim that STS needs is missing or is not of its form. */
export function readClaims(payload: unknown): TokenClaims {
  const read = claims.safeParse(payload);
  if (!read.success) throw invalidToken(whatIsWrong(read.error, payload));
  const { iss, sub, amr } = read.data;
  return {
    issuer: iss,
    subject: sub,
    audience: audienceOf(read.data),
    amr: typeof amr === "string" ? [amr] : amr,
    sourceIdentity: read.data[SOURCE_IDENTITY],
    ...tagsOf(read.data),
  };
}

function whatIsWrong(error: z.ZodError, payload: unknown): string {
  const name = String(error.issues[0]?.path[0] ?? "");
  const isMissing = typeof payload !== "object" || payload === null || !(name in payload);
  return isMissing ? `Missing a required claim: ${name}` : `The claim ${name} is not valid.`;
}

/** `azp` goes first, as those learn whose provider lists only the other one [published]. */
function audienceOf({ aud, azp }: { readonly aud: string | readonly string[]; readonly azp?: string | undefined }) {
  if (azp !== undefined) return azp;
  const [first = "", ...others] = [aud].flat();
  if (others.length > 0) throw new NotImplementedError("web identity tokens for several audiences without an azp");
  return first;
}

/** Nested in one claim or each in a claim of its own: https://docs.aws.amazon.com/IAM/latest/UserGuide/id_session-tags.html */
function tagsOf(payload: z.infer<typeof claims>) {
  const nested = payload[TAGS]?.principal_tags ?? {};
  const flat = Object.entries(payload).flatMap(([name, value]) => {
    if (!name.startsWith(FLAT_TAG)) return [];
    const read = tagValue.safeParse(value);
    if (!read.success) throw invalidToken(`The claim ${name} is not valid.`);
    return [[name.slice(FLAT_TAG.length), read.data] as const];
  });
  const all = [...Object.entries(nested), ...flat];
  return {
    tags: all.map(([Key, Value]) => ({ Key, Value })),
    transitiveTagKeys: [
      ...(payload[TAGS]?.transitive_tag_keys ?? []),
      ...(payload[`${TAGS}/transitive_tag_keys`] ?? []),
    ],
  };
}
