// organizations:DetachPolicy — https://docs.aws.amazon.com/organizations/latest/APIReference/API_DetachPolicy.html
import { text } from "../input.ts";
import { detach } from "./attach.ts";
import { define } from "./define.ts";
import { findPolicy, refuseUnknownTarget } from "./find.ts";

export const detachPolicy = define({
  name: "DetachPolicy",
  readOnly: false,
  input: { PolicyId: text({ max: 130 }), TargetId: text({ max: 100 }) },
  run({ PolicyId, TargetId }, org, { world }) {
    findPolicy(org, PolicyId);
    refuseUnknownTarget(org, TargetId);
    detach(world, TargetId, PolicyId);
  },
});
