// secretsmanager:PutSecretValue — https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_PutSecretValue.html
import { z } from "zod";
import { AwsError } from "../aws-error.ts";
import { text } from "../input.ts";
import { knownMembers } from "../known-members.ts";
import { operation } from "../operation.ts";
import { findLive, onSecret } from "./find.ts";
import { identifiers, trailOfSecret } from "./trail.ts";
import { addVersion, secretValueOf, stagesOf, valueMembers } from "./value.ts";

export const putSecretValue = operation({
  name: "PutSecretValue",
  readOnly: false,
  input: knownMembers("secretsmanager:PutSecretValue", {
    SecretId: text({ min: 1, max: 2048 }),
    VersionStages: z
      .array(text({ min: 1, max: 256 }))
      .min(1)
      .max(20)
      .optional(),
    ...valueMembers,
  }),
  authorize: ({ SecretId }, call) => onSecret("PutSecretValue", SecretId, call),
  run(input, call) {
    const secret = findLive(input.SecretId, call);
    const value = secretValueOf(input);
    if (!value)
      throw new AwsError("InvalidParameterException", "You must provide either SecretString or SecretBinary.", 400);
    const VersionId = addVersion(call.world, secret, input, value, input.VersionStages);
    return { ARN: secret.arn, Name: secret.name, VersionId, VersionStages: stagesOf(secret, VersionId) };
  },
  trail: ({ SecretId, ClientRequestToken, VersionStages }, output, call) => ({
    ...trailOfSecret(SecretId, call, {
      secretId: SecretId,
      clientRequestToken: ClientRequestToken,
      versionStages: VersionStages,
    }),
    responseElements: identifiers(output),
  }),
});
