// secretsmanager:CreateSecret — https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_CreateSecret.html
import { AwsError } from "../aws-error.ts";
import { tags, text } from "../input.ts";
import { knownMembers } from "../known-members.ts";
import { operation } from "../operation.ts";
import { nameArn, type Secret, secretArn, secretsOf } from "./secrets.ts";
import { identifiers } from "./trail.ts";
import { addVersion, secretValueOf, valueMembers } from "./value.ts";

export const createSecret = operation({
  name: "CreateSecret",
  readOnly: false,
  input: knownMembers("secretsmanager:CreateSecret", {
    Name: text({ min: 1, max: 512, pattern: /[A-Za-z0-9/_+=.@!-]+/ }),
    Description: text({ max: 2048 }).optional(),
    KmsKeyId: text({ max: 2048 }).optional(),
    Tags: tags.optional(),
    ...valueMembers,
  }),
  authorize({ Name, Description, KmsKeyId, Tags }, { caller, region }) {
    const requestTags = Object.fromEntries((Tags ?? []).map(({ Key, Value }) => [`aws:RequestTag/${Key}`, Value]));
    const context = {
      "secretsmanager:Name": Name,
      "secretsmanager:Description": Description,
      "secretsmanager:KmsKeyId": KmsKeyId,
      "aws:TagKeys": Tags?.map(({ Key }) => Key),
      ...requestTags,
    };
    const resource = `${nameArn(caller.account, region, Name)}-??????`;
    const create = { action: "secretsmanager:CreateSecret", resource, context };
    return Tags?.length ? [create, { ...create, action: "secretsmanager:TagResource" }] : [create];
  },
  run(input, { world, caller: { account }, region, now }) {
    const secrets = secretsOf(world, account, region);
    refuseTaken(secrets.get(input.Name));
    const value = secretValueOf(input);
    const secret: Secret = {
      account,
      region,
      name: input.Name,
      arn: secretArn(world, account, region, input.Name),
      ...(input.Description === undefined ? {} : { description: input.Description }),
      ...(input.KmsKeyId === undefined ? {} : { kmsKeyId: input.KmsKeyId }),
      tags: new Map((input.Tags ?? []).map(({ Key, Value }) => [Key, Value])),
      createdAt: now,
      versions: new Map(),
      stages: new Map(),
      changedAt: now,
    };
    secrets.set(secret.name, secret);
    const VersionId = value && addVersion(world, secret, input, value);
    return { ARN: secret.arn, Name: secret.name, ...(VersionId === undefined ? {} : { VersionId }) };
  },
  trail: ({ Name, Description, KmsKeyId, Tags, ClientRequestToken }, output) => ({
    requestParameters: {
      name: Name,
      description: Description,
      kmsKeyId: KmsKeyId,
      clientRequestToken: ClientRequestToken,
      tags: Tags?.map(({ Key, Value }) => ({ key: Key, value: Value })),
    },
    responseElements: identifiers(output),
  }),
});

function refuseTaken(secret: Secret | undefined): void {
  if (!secret) return;
  if (!secret.deletion) {
    throw new AwsError(
      "ResourceExistsException",
      `The operation failed because the secret ${secret.name} already exists.`,
      400,
    );
  }
  const message = "You can't create this secret because a secret with this name is already scheduled for deletion.";
  throw new AwsError("InvalidRequestException", message, 400);
}
