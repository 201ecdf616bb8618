// An inline policy as a place for the deny.
import type { Owner } from "./owner.ts";
import type { PolicyPlace } from "./policy-place.ts";

export function inlinePolicy(owner: Owner, policyName: string): PolicyPlace {
  return {
    owner,
    policyName,
    quota: owner.inlineQuota,
    async read() {
      const text = await owner.inline(policyName);
      return { text, inForce: text !== null };
    },
    write: (text) => owner.putInline(policyName, text),
    async remove() {
      await owner.deleteInline(policyName);
      return { outcome: "restored", note: "The policy was removed." };
    },
  };
}
