// iam:DisableOutboundWebIdentityFederation — https://docs.aws.amazon.com/IAM/latest/APIReference/API_DisableOutboundWebIdentityFederation.html
import { z } from "zod";
import { operation } from "../../operation.ts";
import { onAccount } from "../access.ts";
import { featureDisabled, outboundFederation } from "./issuer.ts";

/** Tokens that were issued stay good until they end. */
export const disableOutboundWebIdentityFederation = operation({
  name: "DisableOutboundWebIdentityFederation",
  readOnly: false,
  input: z.object({}),
  authorize: onAccount("DisableOutboundWebIdentityFederation"),
  run(_input, { world, caller }) {
    const state = outboundFederation(world, caller.account);
    if (!state.enabled) throw featureDisabled();
    state.enabled = false;
  },
});
