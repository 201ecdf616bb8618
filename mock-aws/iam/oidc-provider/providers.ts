// Providers of web identities (OpenID Connect), by ARN.
import { AwsError } from "../../aws-error.ts";
import { arn, list, text } from "../../input.ts";
import type { Access, Call } from "../../operation.ts";
import { resourceTags } from "../access.ts";
import type { OidcProvider } from "../entities.ts";
import { iam } from "../state.ts";

export const providerArn = arn;
export const clientId = text({ min: 1, max: 255 });

const MOST_THUMBPRINTS = 5;
const MOST_CLIENT_IDS = 100;

export const thumbprints = list(text({ min: 40, max: 40 })).refine((all) => {
  if (all.length <= MOST_THUMBPRINTS) return true;
  throw new AwsError("InvalidInput", "Thumbprint list must contain fewer than 5 entries.", 400);
});

export function findProvider({ world, caller }: Call, providerArn: string): OidcProvider {
  const provider = iam(world, caller.account).oidcProviders.get(providerArn);
  if (provider) return provider;
  throw new AwsError("NoSuchEntity", `OpenIDConnect Provider not found for arn ${providerArn}`, 404);
}

/** All or, beyond the quota, none. */
export function addClientIds({ clientIds }: OidcProvider, ids: readonly string[]): void {
  if (new Set([...clientIds, ...ids]).size > MOST_CLIENT_IDS) {
    const message = `Cannot exceed quota for ClientIdsPerOpenIdConnectProvider: ${MOST_CLIENT_IDS}`;
    throw new AwsError("LimitExceeded", message, 409);
  }
  for (const id of ids) clientIds.add(id);
}

export function accessToProvider(call: Call, action: string, providerArn: string): Access {
  const provider = iam(call.world, call.caller.account).oidcProviders.get(providerArn);
  return { action: `iam:${action}`, resource: providerArn, context: resourceTags(provider) };
}

type Wish = { readonly OpenIDConnectProviderArn: string };

export function onProvider(action: string): (wish: Wish, call: Call) => readonly Access[] {
  return ({ OpenIDConnectProviderArn }, call) => [accessToProvider(call, action, OpenIDConnectProviderArn)];
}
