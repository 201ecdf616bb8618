// A managed policy of ours, attached, as a place for the deny.
import type { Aws } from "../aws.ts";
import { onlyDenies, readPolicy, sameMeaning } from "../policy-text.ts";
import {
  deleteOurPolicy,
  MANAGED_QUOTA,
  OUR_POLICY_PERMISSIONS,
  ourPolicyArn,
  POLICY_PATH,
  readManagedPolicy,
  writeOurPolicy,
} from "./our-policy.ts";
import type { Owner } from "./owner.ts";
import type { PolicyPlace } from "./policy-place.ts";
import { writeOrFind } from "./write-until-it-stands.ts";

/** Beside those that name the owner. */
export const ATTACHED_POLICY_PERMISSIONS: readonly string[] = [
  ...OUR_POLICY_PERMISSIONS,
  "iam:SimulatePrincipalPolicy",
];

export function attachedPolicy(aws: Aws, owner: Owner): PolicyPlace {
  const policyName = `AWSRevokeOlderSessions-${owner.id}`;
  const arn = ourPolicyArn(owner.arn, policyName);
  const description = `Written by Credential Leak Responder: denies older sessions of ${owner.called}.`;
  const isAttached = async () => (await owner.attached(POLICY_PATH)).includes(arn);
  const sweep = async () => void (await deleteOurPolicy(aws, arn));
  return {
    owner,
    policyName,
    quota: MANAGED_QUOTA,

    async read() {
      const [policy, inForce] = await Promise.all([readManagedPolicy(aws, arn), isAttached()]);
      if (policy === undefined) return { text: null, inForce: false };
      return { text: inForce ? policy.text : onlyDenies(policy.text), inForce };
    },

    async write(text) {
      const [policy, attached] = await Promise.all([readManagedPolicy(aws, arn), isAttached()]);
      const isSaid = policy !== undefined && sameMeaning(readPolicy(policy.text), readPolicy(text));
      const written = isSaid ? undefined : await writeOurPolicy(aws, arn, text, description);
      if (attached) return written;
      return owner.attach(arn).catch(async (error: unknown) => {
        await sweep().catch(() => undefined); // It is in force nowhere: nothing of it stays.
        throw error;
      });
    },

    async remove() {
      await writeOrFind(
        () => owner.detach(arn),
        async () => !(await isAttached()),
      );
      const kept = await deleteOurPolicy(aws, arn);
      if (kept === undefined) return { outcome: "restored", note: "The policy was detached and deleted." };
      const note = `It was detached from ${owner.called}. The policy ${policyName} stays: it is used by ${kept.usedBy}.`;
      return { outcome: "left", note };
    },

    sweep,
  };
}
