// SAML providers by ARN.
import { AwsError } from "../../aws-error.ts";
import type { Access, Call } from "../../operation.ts";
import { resourceTags } from "../access.ts";
import type { SamlProvider } from "../entities.ts";
import { iam } from "../state.ts";

export function findProvider({ world, caller }: Call, arn: string): SamlProvider {
  const provider = iam(world, caller.account).samlProviders.get(arn);
  if (!provider) throw new AwsError("NoSuchEntity", `Manifest not found for arn ${arn}`, 404);
  return provider;
}

export function accessToProvider(call: Call, action: string, arn: string): Access {
  const provider = iam(call.world, call.caller.account).samlProviders.get(arn);
  return { action: `iam:${action}`, resource: arn, context: resourceTags(provider) };
}

export function onProvider(
  action: string,
): (wish: { readonly SAMLProviderArn: string }, call: Call) => readonly Access[] {
  return ({ SAMLProviderArn }, call) => [accessToProvider(call, action, SAMLProviderArn)];
}

const HUNDRED_YEARS_MS = 100 * 365.25 * 86_400_000;

/** AWS gives every provider a hundred years, whatever its certificates say. */
export function showProvider({ createdAt }: SamlProvider) {
  return { CreateDate: new Date(createdAt), ValidUntil: new Date(createdAt + HUNDRED_YEARS_MS) };
}
