// iam:ListOpenIDConnectProviders — https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListOpenIDConnectProviders.html
import { z } from "zod";
import { operation } from "../../operation.ts";
import { onAccount } from "../access.ts";
import { iam } from "../state.ts";

export const listOpenIdConnectProviders = operation({
  name: "ListOpenIDConnectProviders",
  readOnly: true,
  input: z.object({}),
  authorize: onAccount("ListOpenIDConnectProviders"),
  run: (_input, { world, caller }) => ({
    OpenIDConnectProviderList: [...iam(world, caller.account).oidcProviders.keys()].map((Arn) => ({ Arn })),
  }),
});
