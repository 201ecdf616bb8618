// What it takes to open a session for a federated identity: the role's trust policy, for each thing that it asks.
import { AwsError } from "../../aws-error.ts";
import type { FederatedIdentity } from "../../federated-identity.ts";
import { requestTagContext } from "../../iam/tags.ts";
import type { Access, Call } from "../../operation.ts";
import { refuseBadTags, sessionTags } from "../session-tags.ts";
import { onTrust } from "../trust.ts";
import { invalidToken } from "./refusals.ts";

export type Opening = {
  /** `sts:AssumeRoleWithSAML` */
  readonly action: string;
  readonly roleArn: string;
  readonly sessionName: string;
};

/** Who was identified; dispatch runs nothing before that. */
export function identityOf<By extends FederatedIdentity["by"]>(
  { caller: { credential } }: Call,
  by: By,
): Extract<FederatedIdentity, { by: By }> {
  const identity = credential.kind === "none" ? credential.identity : undefined;
  if (identity?.by !== by) throw new AwsError("AccessDenied", "Nobody was identified.", 403);
  return identity as Extract<FederatedIdentity, { by: By }>;
}

/** Tags and a source identity in the token take permissions of their own: https://docs.aws.amazon.com/IAM/latest/UserGuide/id_session-tags.html */
export function federatedAccesses(
  { action, roleArn, sessionName }: Opening,
  identity: FederatedIdentity,
  call: Call,
): readonly Access[] {
  const { tags, transitiveTagKeys, sourceIdentity, context } = identity;
  if (!sessionTags.safeParse(tags).success) throw invalidToken("The session tags are not valid.");
  refuseBadTags({ Tags: tags, TransitiveTagKeys: transitiveTagKeys }, new Map());
  const base = onTrust(call.world, roleArn, {
    "sts:RoleSessionName": sessionName,
    "sts:SourceIdentity": sourceIdentity,
    "sts:TransitiveTagKeys": transitiveTagKeys.length > 0 ? transitiveTagKeys : undefined,
    ...requestTagContext(tags),
    ...context,
  });
  return [
    { action, ...base },
    ...(tags.length > 0 ? [{ action: "sts:TagSession", ...base }] : []),
    ...(sourceIdentity === undefined ? [] : [{ action: "sts:SetSourceIdentity", ...base }]),
  ];
}
