// The roles of a synthesized template, as whoever reviews them would read them.
import { readConfig } from "../../lambda/config.ts";
import { resolve } from "../../local/deploy/intrinsics.ts";
import { synthesize } from "../../local/deploy/synthesize.ts";
import type { Properties, Template } from "../../local/deploy/template.ts";

export type Statement = {
  readonly Sid?: string;
  readonly Effect: "Allow" | "Deny";
  readonly Action: readonly string[];
  readonly Resource: readonly string[];
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
};

export type DeployedRole = {
  readonly trust: readonly Readonly<Record<string, unknown>>[];
  readonly statements: readonly Statement[];
  readonly boundary: readonly Statement[];
};

const HOME = "111122223333";

export function stacksOf(config: unknown, region = "us-east-1"): Readonly<Record<string, Template>> {
  return synthesize(readConfig(config), { account: HOME, region });
}

/** `name`: without its path. */
export function roleIn(template: Template | undefined, name: string, partition = "aws"): DeployedRole {
  const resources = Object.entries(template?.Resources ?? {});
  const made = new Map(
    resources.map(([id]) => [id, { ref: id, attributes: { Arn: `arn:${partition}:test:::${id}` } }]),
  );
  const pseudo = {
    "AWS::Partition": partition,
    "AWS::AccountId": "444455556666",
    "AWS::Region": "us-east-1",
    "AWS::StackName": "Test",
  };
  const properties = (isIt: (type: string, properties: Properties) => boolean) => {
    const found = resources.find(([, { Type, Properties = {} }]) => isIt(Type, Properties));
    return Object(resolve(found?.[1].Properties, { made, pseudo }));
  };
  const role = properties((type, { RoleName }) => type === "AWS::IAM::Role" && RoleName === name);
  const boundary = properties((type) => type === "AWS::IAM::ManagedPolicy");
  return {
    trust: role.AssumeRolePolicyDocument.Statement,
    statements: role.Policies.flatMap(
      (policy: { PolicyDocument: { Statement: unknown } }) => policy.PolicyDocument.Statement,
    ),
    boundary: boundary.PolicyDocument.Statement,
  };
}
