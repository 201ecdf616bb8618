// Workflows of a repository that sign in with web identities, such as those of GitHub Actions.
import { CreateOpenIDConnectProviderCommand } from "@aws-sdk/client-iam";
import { AssumeRoleWithWebIdentityCommand, type AssumeRoleWithWebIdentityCommandInput } from "@aws-sdk/client-sts";
import { startIssuer } from "../../../../mock-aws/issuer.ts";
import type { TestAws } from "../../../support/local-aws.ts";
import type { Statement } from "../../../support/session.ts";
import { ACCOUNT, createRole, roleArn } from "../../iam/cast.ts";
import { stranger, trustsFederated } from "./cast.ts";

export const ACTION = "sts:AssumeRoleWithWebIdentity";
export const SUBJECT = "repo:octo-org/octo-repo:ref:refs/heads/main";

export type Workflows = Awaited<ReturnType<typeof startWorkflows>>;

/** Their issuer, and what they do; `connect` makes the issuer known to the account. */
export async function startWorkflows(aws: TestAws) {
  const issuer = await startIssuer(() => aws.now());
  const key = issuer.url.slice("https://".length);
  const provider = `arn:aws:iam::${ACCOUNT}:oidc-provider/${key}`;
  return {
    issuer,
    provider,
    /** What the condition keys of the issuer's claims begin with. */
    key,
    connect: () =>
      aws.admin.iam.send(
        new CreateOpenIDConnectProviderCommand({ Url: issuer.url, ClientIDList: ["sts.amazonaws.com"] }),
      ),
    /** The role `deploy`, for that subject's workflows and nobody else's. */
    deployRole(actions: readonly string[] = [ACTION], may: readonly Statement[] = []) {
      const Condition = { StringEquals: { [`${key}:aud`]: "sts.amazonaws.com", [`${key}:sub`]: SUBJECT } };
      return createRole(aws, "deploy", { trusts: trustsFederated(provider, actions, { Condition }), may });
    },
    token: (claims: Readonly<Record<string, unknown>> = {}) =>
      issuer.sign({ sub: SUBJECT, aud: "sts.amazonaws.com", ...claims }),
    async signIn(token: string | Promise<string>, wish: Partial<AssumeRoleWithWebIdentityCommandInput> = {}) {
      const input = { RoleArn: roleArn("deploy"), RoleSessionName: "run-7", ...wish };
      return stranger(aws).send(new AssumeRoleWithWebIdentityCommand({ ...input, WebIdentityToken: await token }));
    },
  };
}
