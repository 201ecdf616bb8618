// The access portal, which is no API of AWS: somebody who is assigned a permission set opens a session of its role.
import type { TemporaryKey } from "../credential.ts";
import type { Role } from "../iam/entities.ts";
import { identityStore, type Person } from "../identitystore/store.ts";
import { enforced } from "../propagation.ts";
import { recordServiceCall } from "../record-service-call.ts";
import { issue, showCredentials, trailCredentials } from "../sts/issue.ts";
import { enforcedUntil, HOME_REGION, PARTITION, type World } from "../world.ts";
import { assignmentsOf, concerns, instance } from "./instance.ts";
import { samlProvider } from "./provision.ts";
import { inSeconds } from "./session-duration.ts";

export type SignIn = { readonly userId: string; readonly account: string; readonly permissionSetArn: string };

/**
 * Undefined where the user is not there, or not assigned, or the role has not arrived yet. The session bears the user's
 * name, and its calls the user's id: https://docs.aws.amazon.com/singlesignon/latest/userguide/condition-context-keys-sts-idc.html
 */
export function signIn(world: World, { userId, account, permissionSetArn }: SignIn): TemporaryKey | undefined {
  const found = instance(world);
  const person = identityStore(world).users.get(userId);
  const set = found.permissionSets.get(permissionSetArn);
  const role = set?.provisioned.get(account)?.role;
  if (!person || !set || !role || enforced(role.exists, enforcedUntil(world)) !== true) return undefined;
  const isAssigned = assignmentsOf(found, set, account).some((one) => concerns(world, one, "USER", userId));
  if (!isAssigned) return undefined;
  const provider = samlProvider(world, account);
  const key = issue(world, {
    account,
    seconds: inSeconds(set.sessionDuration),
    session: {
      type: "role",
      role,
      name: person.userName,
      tags: new Map(),
      transitiveTagKeys: [],
      origin: {
        by: "saml",
        provider,
        context: { "identitystore:UserId": userId, "identitystore:IdentityStoreArn": identityStore(world).arn },
      },
    },
  });
  role.lastUsed = { at: world.clock.now(), region: HOME_REGION };
  note(world, role, person, key);
  return key;
}

/** The portal signs in by SAML, from AWS's own addresses. */
function note(world: World, role: Role, { userName }: Person, key: TemporaryKey): void {
  const { account } = key;
  const provider = samlProvider(world, account);
  recordServiceCall(world, {
    service: "sso.amazonaws.com",
    caller: { type: "SAMLUser", principalId: `${provider}:${userName}`, userName, identityProvider: provider },
    account,
    region: HOME_REGION,
    eventSource: "sts.amazonaws.com",
    eventName: "AssumeRoleWithSAML",
    readOnly: true,
    requestParameters: {
      roleArn: role.arn,
      roleSessionName: userName,
      principalArn: provider,
      durationSeconds: (key.expiresAt - key.issuedAt) / 1000,
    },
    responseElements: {
      credentials: trailCredentials(showCredentials(key)),
      assumedRoleUser: {
        assumedRoleId: `${role.id}:${userName}`,
        arn: `arn:${PARTITION}:sts::${account}:assumed-role/${role.name}/${userName}`,
      },
    },
    resources: [
      { ARN: role.arn, accountId: account, type: "AWS::IAM::Role" },
      { ARN: provider, accountId: account, type: "AWS::IAM::SAMLProvider" },
    ],
  });
}
