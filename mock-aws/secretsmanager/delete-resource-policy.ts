// secretsmanager:DeleteResourcePolicy — https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_DeleteResourcePolicy.html
import { text } from "../input.ts";
import { knownMembers } from "../known-members.ts";
import { operation } from "../operation.ts";
import { findLive, onSecret } from "./find.ts";
import { trailOfSecret } from "./trail.ts";

export const deleteResourcePolicy = operation({
  name: "DeleteResourcePolicy",
  readOnly: false,
  input: knownMembers("secretsmanager:DeleteResourcePolicy", { SecretId: text({ min: 1, max: 2048 }) }),
  authorize: ({ SecretId }, call) => onSecret("DeleteResourcePolicy", SecretId, call),
  run({ SecretId }, call) {
    const secret = findLive(SecretId, call);
    secret.policy = undefined;
    return { ARN: secret.arn, Name: secret.name };
  },
  trail: ({ SecretId }, _output, call) => trailOfSecret(SecretId, call),
});
