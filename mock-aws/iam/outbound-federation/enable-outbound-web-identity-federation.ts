// iam:EnableOutboundWebIdentityFederation — https://docs.aws.amazon.com/IAM/latest/APIReference/API_EnableOutboundWebIdentityFederation.html
import { z } from "zod";
import { AwsError } from "../../aws-error.ts";
import { uuid } from "../../ids.ts";
import { operation } from "../../operation.ts";
import { onAccount } from "../access.ts";
import { outboundFederation } from "./issuer.ts";

export const enableOutboundWebIdentityFederation = operation({
  name: "EnableOutboundWebIdentityFederation",
  readOnly: false,
  input: z.object({}),
  authorize: onAccount("EnableOutboundWebIdentityFederation"),
  run(_input, { world, caller }) {
    const state = outboundFederation(world, caller.account);
    if (state.enabled) {
      throw new AwsError(
        "FeatureEnabled",
        "Outbound web identity federation is already enabled for this account.",
        409,
      );
    }
    state.enabled = true;
    state.issuer ??= `https://${uuid(world.random)}.tokens.sts.global.api.aws`;
    return { IssuerIdentifier: state.issuer };
  },
});
