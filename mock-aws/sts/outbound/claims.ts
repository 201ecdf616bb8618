// What a token says of the principal who asked for it.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers_outbound_token_claims.html
import { type Caller, rootArn } from "../../caller.ts";
import { isoSeconds } from "../../context.ts";
import type { RoleSession, TemporaryKey } from "../../credential.ts";
import type { Call } from "../../operation.ts";

type TagWish = readonly { readonly Key: string; readonly Value: string }[];

/** `sub`, and AWS's own claims, of which only those are there that have something to say. */
export function principalClaims({ caller, region }: Call, requestTags: TagWish = []) {
  const { sub, tags, session } = principalOf(caller);
  const request = Object.fromEntries(requestTags.map(({ Key, Value }) => [Key, Value]));
  const own = {
    aws_account: caller.account,
    source_region: region,
    principal_id: sub,
    ...(tags.size > 0 ? { principal_tags: Object.fromEntries(tags) } : {}),
    ...session,
    ...(requestTags.length > 0 ? { request_tags: request } : {}),
  };
  return { sub, "https://sts.amazonaws.com/": own };
}

type Principal = {
  readonly sub: string;
  readonly tags: ReadonlyMap<string, string>;
  readonly session?: Readonly<Record<string, string | undefined>>;
};

/** Sessions of users and of federated users get no token: STS hears nothing of the kind from them. */
function principalOf({ account, credential }: Caller): Principal {
  if (credential.kind === "temporary" && credential.session.type === "role") {
    const { session } = credential;
    const tags = new Map([...session.role.tags, ...session.tags]);
    return { sub: session.role.arn, tags, session: sessionClaims(credential, session) };
  }
  const user = credential.kind === "long-term" ? credential.user : undefined;
  return { sub: user?.arn ?? rootArn(account), tags: user?.tags ?? new Map() };
}

function sessionClaims({ expiresAt }: TemporaryKey, { sourceIdentity, origin }: RoleSession) {
  return {
    original_session_exp: isoSeconds(expiresAt),
    source_identity: sourceIdentity,
    ...(origin.by === "web-identity" || origin.by === "saml" ? { federated_provider: origin.provider } : {}),
    ...(origin.by === "service"
      ? {
          ec2_source_instance_arn: origin.instanceArn,
          ec2_role_delivery: origin.instance?.delivery,
          ec2_instance_source_vpc: origin.instance?.vpcId,
          ec2_instance_source_private_ipv4: origin.instance?.privateIp,
        }
      : {}),
  };
}
