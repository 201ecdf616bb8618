// secretsmanager:RestoreSecret — https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_RestoreSecret.html
import { text } from "../input.ts";
import { knownMembers } from "../known-members.ts";
import { operation } from "../operation.ts";
import { find, onSecret } from "./find.ts";
import { trailOfSecret } from "./trail.ts";

export const restoreSecret = operation({
  name: "RestoreSecret",
  readOnly: false,
  input: knownMembers("secretsmanager:RestoreSecret", { SecretId: text({ min: 1, max: 2048 }) }),
  authorize: ({ SecretId }, call) => onSecret("RestoreSecret", SecretId, call),
  run({ SecretId }, call) {
    const secret = find(SecretId, call);
    secret.deletion = undefined;
    return { ARN: secret.arn, Name: secret.name };
  },
  trail: ({ SecretId }, _output, call) => trailOfSecret(SecretId, call),
});
