// Outbound identity federation: whether principals of an account may ask for tokens by which others know them, and
// the issuer of these tokens. https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers_outbound.html
import { AwsError } from "../../aws-error.ts";
import { perAccount, type World } from "../../world.ts";

/** The issuer stays the account's own when the feature is off. */
export const outboundFederation = perAccount<{ issuer?: string; enabled: boolean }>(() => ({ enabled: false }));

/** Undefined where the feature is off. */
export function outboundIssuer(world: World, account: string): string | undefined {
  const { issuer, enabled } = outboundFederation(world, account);
  return enabled ? issuer : undefined;
}

export function featureDisabled(): AwsError {
  return new AwsError("FeatureDisabled", "Outbound web identity federation is not enabled for this account.", 404);
}
