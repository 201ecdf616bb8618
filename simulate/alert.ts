// What GuardDuty says about a stolen credential, as far as a defender reads it.
import { exfiltrationFinding } from "../local/exfiltration-finding.ts";
import { callerOf } from "../mock-aws/caller.ts";
import type { Credential } from "../mock-aws/credential.ts";
import type { World } from "../mock-aws/world.ts";
import type { Principal } from "./organization.ts";

export type LeakAlert = {
  readonly principal: Principal;
  readonly accessKeyId: string;
  readonly finding: object;
};

/** A finding of its own for each credential: GuardDuty would fold repeats of one, which says less. */
export function alertAbout(world: World, accessKeyId: string, principal: Principal): LeakAlert {
  const credential = world.credentials.get(accessKeyId);
  if (!credential) throw new Error(`There is no credential ${accessKeyId} that an alert could be about.`);
  const { userId } = callerOf(credential);
  const seenAt = new Date(world.clock.now()).toISOString();
  const said = { account: principal.account, accessKeyId, roleName: principal.name, principalId: userId, seenAt };
  const finding = exfiltrationFinding({ ...said, instanceId: userId.split(":")[1] ?? "" });
  const accessKeyDetails = {
    accessKeyId,
    principalId: userId,
    userType: userTypeOf(credential),
    userName: principal.name,
  };
  return {
    principal,
    accessKeyId,
    finding: { ...finding, id: accessKeyId.toLowerCase(), resource: { ...finding.resource, accessKeyDetails } },
  };
}

/** As CloudTrail and GuardDuty name the kinds of callers. */
function userTypeOf(credential: Credential): string {
  if (credential.kind === "long-term") return "IAMUser";
  return { role: "AssumedRole", federated: "FederatedUser", "session-token": "IAMUser" }[credential.session.type];
}
