// Resource control policies where a service of AWS assumes a role: they stand before the role's trust policy.
import { RunInstancesCommand } from "@aws-sdk/client-ec2";
import {
  AddRoleToInstanceProfileCommand,
  CreateInstanceProfileCommand,
  CreateRoleCommand,
  CreateServiceLinkedRoleCommand,
} from "@aws-sdk/client-iam";
import { DetachPolicyCommand } from "@aws-sdk/client-organizations";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { find } from "../../../mock-aws/iam/state.ts";
import { assumeForService } from "../../../mock-aws/sts/assume-for-service.ts";
import { imdsOf, TRUSTS_EC2 } from "../../support/instance.ts";
import type { Clients } from "../../support/local-aws.ts";
import { policy } from "../../support/session.ts";
import { trailOf } from "../sts/federation/cast.ts";
import { type Cast, startOrganization } from "./cast.ts";

let cast: Cast;
let account: string;
let inside: Clients;
beforeEach(async () => {
  cast = await startOrganization();
  account = await cast.createAccount("workload");
  inside = await cast.enter(account);
  await cast.enable("RESOURCE_CONTROL_POLICY");
});
afterEach(() => cast.aws.close());

async function deny(Condition: object, target = account): Promise<string> {
  const Content = policy({ Effect: "Deny", Principal: "*", Action: "sts:AssumeRole", Resource: "*", Condition });
  const PolicyId = await cast.createPolicy("deny", Content, "RESOURCE_CONTROL_POLICY");
  await cast.attach(PolicyId, target);
  return PolicyId;
}

/** Whether the metadata service of a new instance of the member account has credentials for its role. */
async function instanceGetsItsRole(): Promise<boolean> {
  const { Instances } = await inside.ec2.send(
    new RunInstancesCommand({
      ImageId: "ami-0abcdef1234567890",
      MinCount: 1,
      MaxCount: 1,
      IamInstanceProfile: { Name: "web" },
      MetadataOptions: { HttpTokens: "optional" },
    }),
  );
  const imds = await imdsOf(cast.aws, Instances?.[0]?.InstanceId);
  const response = await fetch(`${imds}/latest/meta-data/iam/security-credentials/web`);
  return (await response.text()).includes("SecretAccessKey");
}

describe("a resource control policy over the account of an instance's role", () => {
  beforeEach(async () => {
    await inside.iam.send(new CreateRoleCommand({ RoleName: "web", AssumeRolePolicyDocument: TRUSTS_EC2 }));
    await inside.iam.send(new CreateInstanceProfileCommand({ InstanceProfileName: "web" }));
    await inside.iam.send(new AddRoleToInstanceProfileCommand({ InstanceProfileName: "web", RoleName: "web" }));
  });

  test("keeps EC2 from the role, which the trail shows as refused, until it is detached", async () => {
    expect(await instanceGetsItsRole()).toBe(true);
    const PolicyId = await deny({ Bool: { "aws:PrincipalIsAWSService": "true" } });
    expect(await instanceGetsItsRole()).toBe(false);
    const refused = (await trailOf(cast.aws, "AssumeRole")).filter(({ errorCode }) => errorCode === "AccessDenied");
    expect(refused).toMatchObject([{ recipientAccountId: account, userIdentity: { invokedBy: "ec2.amazonaws.com" } }]);
    await cast.org.send(new DetachPolicyCommand({ PolicyId, TargetId: account }));
    expect(await instanceGetsItsRole()).toBe(true);
  });

  test("that keeps out strangers' principals lets services in, as AWS's own example does", async () => {
    await deny({
      StringNotEqualsIfExists: { "aws:PrincipalOrgID": "o-someoneelse" },
      BoolIfExists: { "aws:PrincipalIsAWSService": "false" },
    });
    expect(await instanceGetsItsRole()).toBe(true);
  });

  test("knows where the role is: in which organization, and under which unit", async () => {
    await deny({ StringLike: { "aws:ResourceOrgID": "o-*" } });
    expect(await instanceGetsItsRole()).toBe(false);
  });
});

test("a service goes on assuming its service-linked role, whatever a resource control policy says", async () => {
  await deny({});
  const { Role } = await inside.iam.send(new CreateServiceLinkedRoleCommand({ AWSServiceName: "rds.amazonaws.com" }));
  const world = cast.aws.aws.world();
  const role = find(world, account, "roles", Role?.RoleName ?? "");
  const origin = { by: "service", service: "rds.amazonaws.com" } as const;
  const key = assumeForService(world, { role, region: "us-east-1", sessionName: "rds", origin, seconds: 900 });
  expect(key).toMatchObject({ account });
});
