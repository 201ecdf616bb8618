// sts:GetWebIdentityToken — https://docs.aws.amazon.com/STS/latest/APIReference/API_GetWebIdentityToken.html
import { SignJWT } from "jose";
import { z } from "zod";
import { AwsError } from "../aws-error.ts";
import { outboundIssuer } from "../iam/outbound-federation/issuer.ts";
import { requestTagContext } from "../iam/tags.ts";
import { uuid } from "../ids.ts";
import { integer, list, oneOf, text } from "../input.ts";
import { type Call, operation } from "../operation.ts";
import { PARTITION } from "../world.ts";
import { principalClaims } from "./outbound/claims.ts";
import { SIGNING_ALGORITHMS, signingKey } from "./outbound/keys.ts";
import { sessionTags } from "./session-tags.ts";

const MOST_AUDIENCES = 10;

/** Good elsewhere until it ends, whatever becomes of the session that asked for it. */
export const getWebIdentityToken = operation({
  name: "GetWebIdentityToken",
  readOnly: true,
  input: z.object({
    Audience: list(text({ min: 1, max: 1000 })).refine(
      (audiences) => audiences.length >= 1 && audiences.length <= MOST_AUDIENCES,
      `failed to satisfy constraint: Member must have length between 1 and ${MOST_AUDIENCES}`,
    ),
    DurationSeconds: integer(60, 3600).default(300),
    SigningAlgorithm: oneOf(SIGNING_ALGORITHMS),
    Tags: sessionTags.optional(),
  }),
  authorize({ Audience, DurationSeconds, SigningAlgorithm, Tags }, { caller }) {
    const base = {
      resource: `arn:${PARTITION}:sts::${caller.account}:self`,
      context: {
        "sts:IdentityTokenAudience": Audience,
        "sts:DurationSeconds": String(DurationSeconds),
        "sts:SigningAlgorithm": SigningAlgorithm,
        ...requestTagContext(Tags),
      },
    };
    return [
      { action: "sts:GetWebIdentityToken", ...base },
      ...(Tags?.length ? [{ action: "sts:TagGetWebIdentityToken", ...base }] : []),
    ];
  },
  async run(wish, call) {
    const { world, now, caller } = call;
    const issuer = outboundIssuer(world, caller.account);
    if (issuer === undefined) throw disabled();
    const issuedAt = Math.floor(now / 1000);
    const end = issuedAt + wish.DurationSeconds;
    refuseLongerThanSession(end, call);
    const key = await signingKey(world, caller.account, wish.SigningAlgorithm);
    const [audience = "", ...others] = wish.Audience;
    const token = await new SignJWT(principalClaims(call, wish.Tags))
      .setProtectedHeader({ alg: wish.SigningAlgorithm, kid: key.published.kid, typ: "JWT" })
      .setIssuer(issuer)
      .setAudience(others.length > 0 ? wish.Audience : audience)
      .setIssuedAt(issuedAt)
      .setExpirationTime(end)
      .setJti(uuid(world.random))
      .sign(key.secret);
    return { WebIdentityToken: token, Expiration: new Date(end * 1000) };
  },
  trail: ({ Audience, DurationSeconds, SigningAlgorithm, Tags }, output) => ({
    requestParameters: {
      audience: Audience,
      durationSeconds: DurationSeconds,
      signingAlgorithm: SigningAlgorithm,
      tags: Tags?.map(({ Key, Value }) => ({ key: Key, value: Value })),
    },
    responseElements: output && { expiration: output.Expiration.toISOString() },
  }),
});

function disabled(): AwsError {
  const message = "Outbound web identity federation is not enabled for this account.";
  return new AwsError("OutboundWebIdentityFederationDisabledException", message, 403);
}

function refuseLongerThanSession(end: number, { caller: { credential } }: Call): void {
  if (credential.kind !== "temporary" || end * 1000 <= credential.expiresAt) return;
  const message = "The requested token duration would extend the session beyond its original expiration time.";
  throw new AwsError("SessionDurationEscalationException", message, 403);
}
