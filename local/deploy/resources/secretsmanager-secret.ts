// AWS::SecretsManager::Secret
import { randomBytes } from "node:crypto";
import { CreateSecretCommand } from "@aws-sdk/client-secrets-manager";
import { asIs, type MakeResource, textOf } from "./resource.ts";

type Generate = { readonly PasswordLength?: number };

/** CloudFormation makes the value that it is asked to generate, and shows it to nobody. */
export const secretsManagerSecret: MakeResource = async ({ name, properties, admin: { secrets } }) => {
  const { PasswordLength = 32 } = asIs<Generate>(properties, "GenerateSecretString") ?? {};
  const SecretString = randomBytes(PasswordLength).toString("hex").slice(0, PasswordLength);
  const Name = textOf(properties, "Name") ?? name;
  const Description = textOf(properties, "Description");
  const { ARN = "" } = await secrets.send(new CreateSecretCommand({ Name, Description, SecretString }));
  return { ref: ARN, attributes: { Id: ARN } };
};
