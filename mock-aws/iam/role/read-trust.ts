// A trust policy as it is written: its grammar, its size, and that those it names exist.
import { AwsError } from "../../aws-error.ts";
import type { PolicyDocument } from "../../policy/statement.ts";
import type { World } from "../../world.ts";
import { bindPrincipals } from "../bind-principals.ts";
import { readPolicy, refuseLargeTrust } from "../write-policy.ts";

export function readTrust(world: World, text: string): PolicyDocument {
  const document = readPolicy(text, "trust");
  refuseLargeTrust(document.text);
  return bindPrincipals(world, document, invalidPrincipal);
}

function invalidPrincipal(name: string): AwsError {
  return new AwsError("MalformedPolicyDocument", `Invalid principal in policy: "AWS":"${name}"`, 400);
}
