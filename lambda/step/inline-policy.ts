// An inline policy as a place for the deny.
import type { Owner } from "./owner.ts";
import type { PolicyPlace } from "./policy-place.ts";
import { writeOrFind } from "./write-until-it-stands.ts";

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
      await writeOrFind(
        () => owner.deleteInline(policyName),
        async () => (await owner.inline(policyName)) === null,
      );
      return { outcome: "restored", note: "The policy was removed." };
    },
  };
}
