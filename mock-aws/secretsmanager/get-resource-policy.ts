// secretsmanager:GetResourcePolicy — https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_GetResourcePolicy.html
import { text } from "../input.ts";
import { knownMembers } from "../known-members.ts";
import { operation } from "../operation.ts";
import { findLive, onSecret } from "./find.ts";
import { trailOfSecret } from "./trail.ts";

export const getResourcePolicy = operation({
  name: "GetResourcePolicy",
  readOnly: true,
  input: knownMembers("secretsmanager:GetResourcePolicy", { SecretId: text({ min: 1, max: 2048 }) }),
  authorize: ({ SecretId }, call) => onSecret("GetResourcePolicy", SecretId, call),
  run({ SecretId }, call) {
    const { arn, name, policy } = findLive(SecretId, call);
    return { ARN: arn, Name: name, ResourcePolicy: policy?.text };
  },
  trail: ({ SecretId }, _output, call) => trailOfSecret(SecretId, call),
});
