// secretsmanager:PutResourcePolicy — https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_PutResourcePolicy.html
import { z } from "zod";
import { AwsError } from "../aws-error.ts";
import { text } from "../input.ts";
import { knownMembers } from "../known-members.ts";
import { operation } from "../operation.ts";
import { isPublic, readResourcePolicy } from "../resource-policy.ts";
import { findLive, onSecret } from "./find.ts";
import { trailOfSecret } from "./trail.ts";

export const putResourcePolicy = operation({
  name: "PutResourcePolicy",
  readOnly: false,
  input: knownMembers("secretsmanager:PutResourcePolicy", {
    SecretId: text({ min: 1, max: 2048 }),
    ResourcePolicy: text({ min: 1, max: 20_480 }),
    BlockPublicPolicy: z.boolean().default(false),
  }),
  authorize: ({ SecretId, BlockPublicPolicy }, call) =>
    onSecret("PutResourcePolicy", SecretId, call, { "secretsmanager:BlockPublicPolicy": String(BlockPublicPolicy) }),
  run({ SecretId, ResourcePolicy, BlockPublicPolicy }, call) {
    const secret = findLive(SecretId, call);
    const document = readResourcePolicy(call.world, ResourcePolicy, (why) => {
      return new AwsError(
        "MalformedPolicyDocumentException",
        `This resource policy contains a syntax error: ${why}`,
        400,
      );
    });
    if (BlockPublicPolicy && isPublic(document)) {
      throw new AwsError("PublicPolicyException", "This resource policy grants broad access to your secret.", 400);
    }
    secret.policy = document;
    return { ARN: secret.arn, Name: secret.name };
  },
  trail: ({ SecretId, ResourcePolicy, BlockPublicPolicy }, _output, call) =>
    trailOfSecret(SecretId, call, {
      secretId: SecretId,
      resourcePolicy: ResourcePolicy,
      blockPublicPolicy: BlockPublicPolicy,
    }),
});
