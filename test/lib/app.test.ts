// Which stacks there are, in which Region, and what comes up where.
import { describe, expect, test } from "vitest";
import type { Template } from "../../local/deploy/template.ts";
import { stacksOf } from "./deployed.ts";

function rulesOf(template: Template | undefined): readonly string[] {
  return Object.values(template?.Resources ?? {})
    .filter(({ Type }) => Type === "AWS::Events::Rule")
    .map(({ Properties }) => String(Properties?.["Name"]).replace("credential-leak-responder-", ""));
}

test("alone in us-east-1 it is one stack: one command deploys it", () => {
  expect(Object.keys(stacksOf({}))).toEqual(["CredentialLeakResponder"]);
});

describe("elsewhere", () => {
  test.each([
    ["eu-central-1", "us-east-1"],
    ["us-gov-east-1", "us-gov-west-1"],
    ["cn-northwest-1", "cn-north-1"],
  ])("in %s it also hears %s, where IAM's events come up", (region, homeOfIam) => {
    const stacks = stacksOf({}, region);
    expect(Object.keys(stacks).sort()).toEqual(["CredentialLeakResponder", `CredentialLeakResponder-${homeOfIam}`]);
    expect(rulesOf(stacks[`CredentialLeakResponder-${homeOfIam}`])).toEqual(
      expect.arrayContaining(["guardduty", "opened-sessions", "changed-principals"]),
    );
  });
});

test("each Region that is named is heard, and IAM's events only where they come up", () => {
  const stacks = stacksOf({ deployment: { regions: ["eu-central-1", "ap-southeast-2"] } });
  const rules = rulesOf(stacks["CredentialLeakResponder-eu-central-1"]);
  expect(rules).toEqual(expect.arrayContaining(["guardduty", "security-hub-imported", "opened-sessions"]));
  expect(rules).not.toContain("changed-principals");
  expect(Object.keys(stacks)).toHaveLength(3);
});

test("one template of the member's serves every Region: its roles are made in one of them", () => {
  const { CredentialLeakMember: template } = stacksOf({ members: { accounts: ["444455556666"] } }, "eu-west-1");
  const conditions = Object.values(template?.Resources ?? {}).flatMap(({ Type, Condition }) =>
    Type.startsWith("AWS::IAM::") ? [Condition] : [],
  );
  expect(conditions).toEqual(["IsRegionOfResponder", "IsRegionOfResponder", "IsRegionOfResponder"]);
  expect(template?.Conditions).toMatchObject({
    IsRegionOfResponder: { "Fn::Equals": [{ Ref: "AWS::Region" }, "eu-west-1"] },
    IsRegionOfIam: { "Fn::Equals": [{ Ref: "AWS::Region" }, "us-east-1"] },
  });
  expect(JSON.stringify(template)).not.toMatch(/BootstrapVersion|AssetParameters/);
});

describe("where the organization is administered", () => {
  const config = {
    members: { accounts: ["444455556666"] },
    administration: { account: "555566667777", identityCenterRegion: "eu-west-1", backstop: true },
    deployment: { units: ["r-ab12"], regions: ["eu-central-1"] },
  };

  test("its changes are heard where they come up", () => {
    const stacks = stacksOf(config, "eu-central-1");
    const heard = (region: string) => rulesOf(stacks[`CredentialLeakAdministration-${region}`]);
    expect(heard("us-east-1")).toContain("changed-organization");
    expect(heard("eu-west-1")).toContain("changed-permission-sets");
    expect(heard("eu-central-1").filter((name) => name.startsWith("changed-"))).toEqual([]);
  });

  test("a StackSet gives the member role to the units' accounts, in the responder's Region first", () => {
    const stacks = stacksOf(config, "eu-central-1");
    const sets = Object.values(stacks["CredentialLeakAdministration-eu-central-1"]?.Resources ?? {}).filter(
      ({ Type }) => Type === "AWS::CloudFormation::StackSet",
    );
    expect(sets).toHaveLength(1);
    const { TemplateBody, ...properties } = Object(sets[0]?.Properties);
    expect(properties).toMatchObject({
      PermissionModel: "SERVICE_MANAGED",
      AutoDeployment: { Enabled: true },
      OperationPreferences: { RegionOrder: ["eu-central-1", "us-east-1"] },
      StackInstancesGroup: [{ DeploymentTargets: { OrganizationalUnitIds: ["r-ab12"] } }],
    });
    expect(JSON.parse(TemplateBody)).toEqual(stacks["CredentialLeakMember"]);
    expect(TemplateBody.length).toBeLessThan(51_200); // https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_CreateStackSet.html
  });

  test("units without an administration in another account are an error that says what to do", () => {
    expect(() => stacksOf({ deployment: { units: ["r-ab12"] } })).toThrow(/deployment\.units.*CredentialLeakMember/);
  });
});

test("where the responder's own account administers it, the Regions of IAM and Identity Center are heard for that too", () => {
  const administration = { account: "111122223333", identityCenterRegion: "eu-west-1" };
  const stacks = stacksOf({ administration }, "eu-central-1");
  const heard = (region: string) => rulesOf(stacks[`CredentialLeakResponder-${region}`]);
  expect(heard("us-east-1")).toContain("changed-organization");
  expect(heard("us-east-1")).not.toContain("changed-permission-sets");
  expect(heard("eu-west-1")).toContain("changed-permission-sets");
  expect(heard("eu-west-1")).not.toContain("changed-organization");
});
