// organizations:DisablePolicyType — https://docs.aws.amazon.com/organizations/latest/APIReference/API_DisablePolicyType.html
import { AwsError } from "../aws-error.ts";
import { change, current } from "../propagation.ts";
import { set } from "./attach.ts";
import { define } from "./define.ts";
import { refuseUnknownRoot } from "./find.ts";
import { policyType, rootId } from "./input.ts";
import { showRoot } from "./show.ts";

/** Its policies are taken off everything, and come not back when it is enabled again. */
export const disablePolicyType = define({
  name: "DisablePolicyType",
  readOnly: false,
  input: { RootId: rootId, PolicyType: policyType },
  about: ({ RootId }) => [RootId],
  context: ({ PolicyType }) => ({ "organizations:PolicyType": PolicyType }),
  run({ RootId, PolicyType }, org, { world, now }) {
    refuseUnknownRoot(org, RootId);
    const enabled = current(org.root.enabled);
    if (!enabled.has(PolicyType)) {
      throw new AwsError("PolicyTypeNotEnabledException", "The specified policy type isn't enabled.", 400);
    }
    change(org.root.enabled, new Set([...enabled].filter((type) => type !== PolicyType)), now);
    for (const [target, ids] of current(org.attachments)) {
      set(
        world,
        target,
        ids.filter((id) => org.policies.get(id)?.type !== PolicyType),
      );
    }
    return { Root: showRoot(org) };
  },
});
