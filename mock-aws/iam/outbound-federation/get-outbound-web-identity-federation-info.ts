// iam:GetOutboundWebIdentityFederationInfo — https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetOutboundWebIdentityFederationInfo.html
import { z } from "zod";
import { operation } from "../../operation.ts";
import { onAccount } from "../access.ts";
import { featureDisabled, outboundIssuer } from "./issuer.ts";

export const getOutboundWebIdentityFederationInfo = operation({
  name: "GetOutboundWebIdentityFederationInfo",
  readOnly: true,
  input: z.object({}),
  authorize: onAccount("GetOutboundWebIdentityFederationInfo"),
  run(_input, { world, caller }) {
    const IssuerIdentifier = outboundIssuer(world, caller.account);
    if (IssuerIdentifier === undefined) throw featureDisabled();
    return { IssuerIdentifier, JwtVendingEnabled: true };
  },
});
