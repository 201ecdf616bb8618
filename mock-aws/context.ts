// The condition keys that every request carries, as AWS's reference of global condition keys defines them.

import { type Caller, rootArn } from "./caller.ts";
import type { Instant } from "./clock.ts";
import type { RoleSession, Tags } from "./credential.ts";
import type { User } from "./iam/entities.ts";
import type { Access, Call } from "./operation.ts";
import { membershipOf } from "./organizations/levels.ts";
import type { RequestContext } from "./policy/request.ts";
import { PARTITION } from "./world.ts";

type Put = (key: string, value: string | readonly string[] | undefined) => void;

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html */
export function contextOf(call: Call, access: Access): RequestContext {
  const keys = new Map<string, readonly string[]>();
  const put: Put = (key, value) => {
    if (value !== undefined) keys.set(key.toLowerCase(), typeof value === "string" ? [value] : value);
  };
  put("aws:CurrentTime", isoSeconds(call.now));
  put("aws:EpochTime", String(Math.floor(call.now / 1000)));
  put("aws:SecureTransport", "true"); // Clients of AWS come by HTTPS; on this machine's loopback there is none.
  put("aws:SourceIp", call.sourceIp);
  put("aws:UserAgent", call.request.headers["user-agent"]);
  put("aws:Referer", call.request.headers["referer"]);
  put("aws:RequestedRegion", call.region);
  put("aws:PrincipalIsAWSService", "false");
  put("aws:ViaAWSService", "false");
  put("aws:ResourceAccount", access.resourceAccount ?? call.caller.account);
  putIdentity(call.caller, call.now, put);
  putOrganization(call, access, put);
  for (const [key, value] of Object.entries(access.context ?? {})) put(key, value);
  return keys;
}

function putOrganization({ world, caller }: Call, { resourceAccount }: Access, put: Put): void {
  const own = caller.credential.kind === "none" ? undefined : membershipOf(world, caller.account);
  const theirs = membershipOf(world, resourceAccount ?? caller.account);
  put("aws:PrincipalOrgID", own?.id);
  put("aws:PrincipalOrgPaths", own && [own.path]);
  put("aws:ResourceOrgID", theirs?.id);
  put("aws:ResourceOrgPaths", theirs && [theirs.path]);
}

function putIdentity({ credential, account, userId }: Caller, now: Instant, put: Put): void {
  if (credential.kind === "none") return;
  put("aws:PrincipalAccount", account);
  put("aws:userid", userId);
  if (credential.kind === "long-term") {
    putUser(credential.user, credential.account, put);
    return;
  }
  const { session } = credential;
  put("aws:TokenIssueTime", isoSeconds(credential.issuedAt));
  put("aws:MultiFactorAuthPresent", String(credential.mfa));
  if (credential.mfa) put("aws:MultiFactorAuthAge", String(Math.floor((now - credential.issuedAt) / 1000)));
  switch (session.type) {
    case "session-token":
      put("aws:AssumedRoot", session.task && "true");
      putUser(session.user, credential.account, put);
      break;
    case "federated":
      put("aws:PrincipalType", "FederatedUser");
      put("aws:PrincipalArn", `arn:${PARTITION}:sts::${credential.account}:federated-user/${session.name}`);
      putTags(new Map([...(session.user?.tags ?? []), ...session.tags]), put);
      break;
    case "role":
      putRole(session, put);
      break;
  }
}

function putRole({ role, tags, sourceIdentity, origin }: RoleSession, put: Put): void {
  put("aws:PrincipalType", "AssumedRole");
  put("aws:PrincipalArn", role.arn);
  put("aws:SourceIdentity", sourceIdentity);
  putTags(new Map([...role.tags, ...tags]), put);
  if (origin.by === "service") {
    put("ec2:SourceInstanceARN", origin.instanceArn);
    put("ec2:RoleDelivery", origin.instance?.delivery);
    put("aws:Ec2InstanceSourceVpc", origin.instance?.vpcId);
    put("aws:Ec2InstanceSourcePrivateIPv4", origin.instance?.privateIp);
  }
  if (origin.by === "saml" || origin.by === "web-identity") {
    put("aws:FederatedProvider", origin.provider);
    for (const [key, value] of Object.entries(origin.context)) put(key, value);
  }
}

function putUser(user: User | undefined, account: string, put: Put): void {
  put("aws:PrincipalType", user ? "User" : "Account");
  put("aws:PrincipalArn", user?.arn ?? rootArn(account));
  put("aws:username", user?.name);
  if (user) putTags(user.tags, put);
}

function putTags(tags: Tags, put: Put): void {
  for (const [key, value] of tags) put(`aws:PrincipalTag/${key}`, value);
}

/** Times are compared to the second: `aws:TokenIssueTime` has no fraction. */
export function isoSeconds(instant: number): string {
  return `${new Date(instant).toISOString().slice(0, 19)}Z`;
}
