// The session of a role that a federated identity opens, and what the answer and the trail say of it.
import type { FederatedIdentity } from "../../federated-identity.ts";
import type { Role } from "../../iam/entities.ts";
import type { Call } from "../../operation.ts";
import { PARTITION } from "../../world.ts";
import { issue, showCredentials, trailCredentials } from "../issue.ts";
import { roleByArn } from "../role-arn.ts";
import { sessionSeconds } from "../role-session.ts";
import { packedPolicySize, sessionPolicies } from "../session-policies.ts";
import { mergedTags } from "../session-tags.ts";

type Wish = {
  readonly RoleArn: string;
  readonly DurationSeconds?: number | undefined;
  readonly Policy?: string | undefined;
  readonly PolicyArns?: readonly { readonly arn: string }[] | undefined;
};

/** `until` cuts the session short. */
export function openSession(
  call: Call,
  wish: Wish,
  identity: FederatedIdentity,
  { name, until = Number.POSITIVE_INFINITY }: { readonly name: string; readonly until?: number },
) {
  const { world } = call;
  const role = roleByArn(world, wish.RoleArn).role as Role; // There is one: its trust policy allowed the call.
  const { by, provider, tags, transitiveTagKeys, sourceIdentity } = identity;
  const origin = { by, provider, context: lastingContext(identity) };
  const asked = sessionSeconds(wish.DurationSeconds, role, call.caller);
  const policies = sessionPolicies(world, role.account, wish);
  const packed = packedPolicySize({ ...wish, Tags: tags });
  const key = issue(world, {
    account: role.account,
    seconds: Math.min(asked, Math.floor((until - call.now) / 1000)),
    session: {
      type: "role",
      role,
      name,
      ...(policies ? { policies } : {}),
      ...mergedTags({ Tags: tags, TransitiveTagKeys: transitiveTagKeys }, new Map()),
      ...(sourceIdentity === undefined ? {} : { sourceIdentity }),
      origin,
    },
  });
  return {
    Credentials: showCredentials(key),
    AssumedRoleUser: {
      AssumedRoleId: `${role.id}:${name}`,
      Arn: `arn:${PARTITION}:sts::${role.account}:assumed-role/${role.name}/${name}`,
    },
    PackedPolicySize: packed === 0 ? undefined : packed,
    SourceIdentity: sourceIdentity,
  };
}

function lastingContext({ context, lasting }: FederatedIdentity) {
  return Object.fromEntries(lasting.map((key) => [key, context[key]]));
}

/** What the trail shows of every such request: never the token. */
export function trailRequest(wish: Wish, identity: FederatedIdentity | undefined) {
  const { tags = [], transitiveTagKeys = [], sourceIdentity } = identity ?? {};
  return {
    roleArn: wish.RoleArn,
    durationSeconds: wish.DurationSeconds,
    policy: wish.Policy,
    policyArns: wish.PolicyArns,
    sourceIdentity,
    principalTags: tags.length > 0 ? Object.fromEntries(tags.map(({ Key, Value }) => [Key, Value])) : undefined,
    transitiveTagKeys: transitiveTagKeys.length > 0 ? transitiveTagKeys : undefined,
  };
}

export function trailResponse({ Credentials, AssumedRoleUser, ...output }: ReturnType<typeof openSession>) {
  return {
    credentials: trailCredentials(Credentials),
    assumedRoleUser: { assumedRoleId: AssumedRoleUser.AssumedRoleId, arn: AssumedRoleUser.Arn },
    packedPolicySize: output.PackedPolicySize,
    sourceIdentity: output.SourceIdentity,
  };
}
