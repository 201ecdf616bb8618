// organizations:ListTargetsForPolicy — https://docs.aws.amazon.com/organizations/latest/APIReference/API_ListTargetsForPolicy.html
import { current } from "../propagation.ts";
import { define, listPage, paging } from "./define.ts";
import { findPolicy } from "./find.ts";
import { policyId } from "./input.ts";
import { showTarget } from "./show.ts";

export const listTargetsForPolicy = define({
  name: "ListTargetsForPolicy",
  readOnly: true,
  input: { ...paging, PolicyId: policyId },
  about: ({ PolicyId }) => [PolicyId],
  context: ({ PolicyId }, org) => ({ "organizations:PolicyType": org.policies.get(PolicyId)?.type }),
  run(input, org) {
    findPolicy(org, input.PolicyId);
    const targets = [...current(org.attachments)].flatMap(([id, ids]) => (ids.includes(input.PolicyId) ? [id] : []));
    return listPage(
      "Targets",
      targets,
      (id) => id,
      (id) => showTarget(org, id),
      input,
    );
  },
});
