// iam:ListSAMLProviders — https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListSAMLProviders.html
import { z } from "zod";
import { operation } from "../../operation.ts";
import { onAccount } from "../access.ts";
import { iam } from "../state.ts";
import { showProvider } from "./providers.ts";

export const listSamlProviders = operation({
  name: "ListSAMLProviders",
  readOnly: true,
  input: z.object({}),
  authorize: onAccount("ListSAMLProviders"),
  run(_input, { world, caller }) {
    const providers = [...iam(world, caller.account).samlProviders.values()];
    return { SAMLProviderList: providers.map((provider) => ({ Arn: provider.arn, ...showProvider(provider) })) };
  },
});
