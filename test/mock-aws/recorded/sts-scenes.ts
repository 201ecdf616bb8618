// The recorded cases of STS.
import { CreateRoleCommand } from "@aws-sdk/client-iam";
import { AssumeRoleCommand, type AssumeRoleCommandInput, GetFederationTokenCommand } from "@aws-sdk/client-sts";
import type { TestAws } from "../../support/local-aws.ts";
import { allow, assume, createRole, roleArn } from "../iam/cast.ts";
import { play, type Scenes } from "./scenes.ts";

function trusts(...actions: readonly string[]): string {
  const Action = actions.length === 1 ? actions[0] : actions;
  const statement = { Effect: "Allow", Principal: { AWS: "111122223333" }, Action };
  return JSON.stringify({ Version: "2012-10-17", Statement: [statement] });
}

const TAGGING = trusts("sts:AssumeRole", "sts:TagSession");

const create = ({ admin: { iam } }: TestAws, RoleName: string, AssumeRolePolicyDocument: string) =>
  iam.send(new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument }));

const assuming = (aws: Pick<TestAws["admin"], "sts">, wish: Partial<AssumeRoleCommandInput>) =>
  aws.sts.send(new AssumeRoleCommand({ RoleArn: roleArn("role"), RoleSessionName: "Session1", ...wish }));

export const STS_SCENES: Scenes = {
  test_get_federation_token: ({ admin: { sts } }) =>
    play({
      "get-federation-token": () => sts.send(new GetFederationTokenCommand({ Name: "name", DurationSeconds: 900 })),
    }),
  test_assume_role: async (aws) => {
    const answers = await play({
      "create-role": () => create(aws, "role", trusts("sts:AssumeRole")),
      "assume-role": () => assuming(aws.admin, { RoleSessionName: "name-of-session" }),
    });
    return { "role-session-name": { RoleSessionName: "name-of-session" }, ...answers };
  },
  test_assume_role_tag_validation: (aws) => {
    const tag = (Key: string) => ({ Key, Value: "Value" });
    return play({
      "role-1": () => create(aws, "role", TAGGING),
      "invalid-transitive-tag-keys": () => assuming(aws.admin, { Tags: [tag("Key1")], TransitiveTagKeys: ["Key2"] }),
      "duplicate-tag-keys-different-casing": () => assuming(aws.admin, { Tags: [tag("Key1"), tag("key1")] }),
    });
  },
  test_iam_role_chaining_override_transitive_tags: async (aws) => {
    await createRole(aws, "first", { trusts: TAGGING, may: [allow(["sts:AssumeRole", "sts:TagSession"])] });
    const keys = await assume(aws.admin, "first", { Tags: [{ Key: "Key", Value: "1" }], TransitiveTagKeys: ["Key"] });
    const override = (Key: string) =>
      assuming(aws.as(keys), { RoleArn: roleArn("role-2"), Tags: [{ Key, Value: "2" }] });
    return play({
      "role-1": () => create(aws, "role-1", TAGGING),
      "role-2": () => create(aws, "role-2", TAGGING),
      "override-transitive-tag-error": () => override("Key"),
      "override-transitive-tag-case-ignore-error": () => override("KEY"),
    });
  },
  test_sts_invalid_parameters: async (aws) => {
    const of = (RoleArn: string) => () => assuming(aws.admin, { RoleArn });
    return play({
      "malformed-arn": of("nothing-valid-in-here"),
      "no-partition": of("arn::b:::something/test-role"),
      "no-service": of("arn:a::::something/test-role"),
      "not-enough-colons": of("arn:a:::something/test-role"),
      "no-resource": of("arn:a:a::aaaaaaaaaa:"),
      "invalid-session-name": () => assuming(aws.admin, { RoleSessionName: "Session1:2" }),
    });
  },
};
