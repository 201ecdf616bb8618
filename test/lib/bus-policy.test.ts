// Who may put events on the responder's bus, by the template.
import { App } from "aws-cdk-lib";
import { Template } from "aws-cdk-lib/assertions";
import { expect, test } from "vitest";
import { readConfig } from "../../lambda/config.ts";
import { ResponderStack } from "../../lib/responder-stack.ts";

type Policy = { readonly Properties: { readonly StatementId: string; readonly Statement: unknown } };

function policiesOf(config: unknown): readonly Policy["Properties"][] {
  const app = new App({ context: { "aws:cdk:bundling-stacks": [] }, builtinCloudFormationValidation: false });
  const template = Template.fromStack(new ResponderStack(app, "Test", { config: readConfig(config) }));
  const found = Object.values(template.findResources("AWS::Events::EventBusPolicy")) as Policy[]; // As the template has them.
  return found.map(({ Properties }) => Properties);
}

test("a trusted sender outside the organization may send too, by its account, and nobody else outside", () => {
  const policies = policiesOf({
    members: { accounts: ["444455556666"] },
    trustedSenders: ["222233334444"],
    deployment: { organization: "o-a1b2c3d4e5" },
  });
  expect(policies.map(({ Statement }) => Statement)).toEqual([
    expect.objectContaining({
      Principal: "*",
      Condition: { StringEquals: { "aws:PrincipalOrgID": "o-a1b2c3d4e5" } },
    }),
    expect.objectContaining({ Principal: { AWS: ["222233334444"] } }),
  ]);
  expect(new Set(policies.map(({ StatementId }) => StatementId)).size).toBe(2);
});

test("without an organization all are named in one statement", () => {
  const policies = policiesOf({ members: { accounts: ["444455556666"] }, trustedSenders: ["222233334444"] });
  expect(policies.map(({ Statement }) => Statement)).toEqual([
    expect.objectContaining({ Principal: { AWS: ["444455556666", "222233334444"] } }),
  ]);
});
