// What it takes to assume a role: the action itself, and one each for session tags and for a source identity.
import { AwsError } from "../aws-error.ts";
import { requestTagContext } from "../iam/tags.ts";
import type { Access, Call } from "../operation.ts";
import { provesMfa } from "./mfa.ts";
import { incomingTags, refuseBadTags, type TagWish } from "./session-tags.ts";
import { onTrust } from "./trust.ts";

type Wish = {
  readonly RoleArn: string;
  readonly RoleSessionName: string;
  readonly ExternalId?: string | undefined;
  readonly SourceIdentity?: string | undefined;
  readonly Tags?: TagWish | undefined;
  readonly TransitiveTagKeys?: readonly string[] | undefined;
  readonly SerialNumber?: string | undefined;
  readonly TokenCode?: string | undefined;
};

/**
 * Inherited tags and an inherited source identity take the same permissions as new ones:
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_temp_control-access_monitor.html for the identity;
 * for tags it is seen with EKS Pod Identity, whose transitive tags fail without `sts:TagSession` in the next role's trust.
 */
export function accessesOfAssumeRole(wish: Wish, call: Call): readonly Access[] {
  const incoming = incomingTags(call.caller);
  refuseBadTags(wish, incoming);
  const sourceIdentity = sourceIdentityOf(wish, call);
  const base = onTrust(call.world, wish.RoleArn, {
    "sts:ExternalId": wish.ExternalId,
    "sts:RoleSessionName": wish.RoleSessionName,
    "sts:SourceIdentity": sourceIdentity,
    "sts:TransitiveTagKeys": wish.TransitiveTagKeys?.length ? wish.TransitiveTagKeys : undefined,
    ...requestTagContext(wish.Tags),
    ...(provesMfa(wish, call) ? { "aws:MultiFactorAuthPresent": "true", "aws:MultiFactorAuthAge": "0" } : {}),
  });
  const isTagged = incoming.size > 0 || (wish.Tags?.length ?? 0) > 0;
  return [
    { action: "sts:AssumeRole", ...base },
    ...(isTagged ? [{ action: "sts:TagSession", ...base }] : []),
    ...(sourceIdentity === undefined ? [] : [{ action: "sts:SetSourceIdentity", ...base }]),
  ];
}

/** Once set it persists along the chain; another one is refused. */
export function sourceIdentityOf({ RoleArn, SourceIdentity }: Wish, { caller }: Call): string | undefined {
  const { credential } = caller;
  const inherited =
    credential.kind === "temporary" && credential.session.type === "role"
      ? credential.session.sourceIdentity
      : undefined;
  if (inherited === undefined || SourceIdentity === undefined || SourceIdentity === inherited)
    return inherited ?? SourceIdentity;
  throw new AwsError(
    "AccessDenied",
    `User: ${caller.arn} is not authorized to perform: sts:SetSourceIdentity on resource: ${RoleArn}`,
    403,
  );
}
