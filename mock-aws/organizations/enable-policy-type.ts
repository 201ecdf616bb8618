// organizations:EnablePolicyType — https://docs.aws.amazon.com/organizations/latest/APIReference/API_EnablePolicyType.html
import { AwsError } from "../aws-error.ts";
import { change, current } from "../propagation.ts";
import { attach } from "./attach.ts";
import { define } from "./define.ts";
import { refuseUnknownRoot } from "./find.ts";
import { policyType, rootId } from "./input.ts";
import { FULL_ACCESS } from "./organization.ts";
import { showRoot } from "./show.ts";

/** Everything is allowed everywhere first: AWS attaches its full access policy to each root, unit and account. */
export const enablePolicyType = define({
  name: "EnablePolicyType",
  readOnly: false,
  input: { RootId: rootId, PolicyType: policyType },
  about: ({ RootId }) => [RootId],
  context: ({ PolicyType }) => ({ "organizations:PolicyType": PolicyType }),
  run({ RootId, PolicyType }, org, { world, now }) {
    refuseUnknownRoot(org, RootId);
    const enabled = current(org.root.enabled);
    if (enabled.has(PolicyType)) {
      throw new AwsError("PolicyTypeAlreadyEnabledException", "The specified policy type is already enabled.", 400);
    }
    change(org.root.enabled, new Set([...enabled, PolicyType]), now);
    for (const target of [org.root.id, ...org.units.keys(), ...org.members.keys()])
      attach(world, target, FULL_ACCESS[PolicyType].id);
    return { Root: showRoot(org) };
  },
});
