// The AccessDenied sentences, against AWS's documentation and errors that people have met.
import { describe, expect, test } from "vitest";
import type { Decision, PolicyLayer } from "../../../mock-aws/policy/decision.ts";
import { accessDeniedMessage } from "../../../mock-aws/policy/message.ts";
import type { AccessRequest, RequestPrincipal } from "../../../mock-aws/policy/request.ts";

const john: RequestPrincipal = {
  type: "user",
  account: "123456789012",
  arn: "arn:aws:iam::123456789012:user/John",
  userId: "AIDAJOHN",
};

function refused(decision: "explicitDeny" | "implicitDeny", by: PolicyLayer) {
  return { decision, by, statements: [], missingContext: [], layers: new Map(), explain: [] } satisfies Decision;
}

function asking(action: string, resource: string, principal: RequestPrincipal = john): AccessRequest {
  return { principal, action, resource, context: new Map() };
}

describe("the reason names the kind of policy", () => {
  const codedeploy = asking(
    "codedeploy:ListDeployments",
    "arn:aws:codedeploy:us-east-1:123456789012:deploymentgroup:*",
  );
  const begin =
    "User: arn:aws:iam::123456789012:user/John is not authorized to perform: codedeploy:ListDeployments " +
    "on resource: arn:aws:codedeploy:us-east-1:123456789012:deploymentgroup:* ";

  test.each([
    ["identity-based policy", "with an explicit deny in an identity-based policy"],
    ["resource-based policy", "with an explicit deny in a resource-based policy"],
    ["permissions boundary", "with an explicit deny in a permissions boundary"],
    ["session policy", "with an explicit deny in a session policy"],
    ["service control policy", "with an explicit deny in a service control policy"],
    ["resource control policy", "with an explicit deny in a resource control policy"],
    ["role trust policy", "with an explicit deny in the role trust policy"],
  ] as const)("explicit deny: %s", (by, reason) => {
    expect(accessDeniedMessage(codedeploy, refused("explicitDeny", by))).toBe(begin + reason);
  });

  test.each([
    "identity-based policy",
    "resource-based policy",
    "permissions boundary",
    "session policy",
    "service control policy",
    "role trust policy",
  ] as const)("implicit deny: %s", (by) => {
    const reason = `because no ${by} allows the codedeploy:ListDeployments action`;
    expect(accessDeniedMessage(codedeploy, refused("implicitDeny", by))).toBe(begin + reason);
  });
});

describe("each service names the resource in its own way", () => {
  const implicit = refused("implicitDeny", "identity-based policy");
  const tail = (action: string) => `because no identity-based policy allows the ${action} action`;
  const user = "User: arn:aws:iam::123456789012:user/John is not authorized to perform:";

  test.each([
    ["iam:GetRole", "arn:aws:iam::123456789012:role/team/app", "role app"],
    ["iam:GetUser", "arn:aws:iam::123456789012:user/ann", "user ann"],
    ["iam:GetInstanceProfile", "arn:aws:iam::123456789012:instance-profile/web", "instance profile web"],
    ["iam:GetPolicy", "arn:aws:iam::123456789012:policy/p", "policy arn:aws:iam::123456789012:policy/p"],
    ["iam:ListUsers", "arn:aws:iam::123456789012:user/", "arn:aws:iam::123456789012:user/"],
    ["iam:PassRole", "arn:aws:iam::123456789012:role/app", "arn:aws:iam::123456789012:role/app"],
    ["sts:AssumeRole", "arn:aws:iam::123456789012:role/app", "arn:aws:iam::123456789012:role/app"],
    ["s3:ListBucket", "arn:aws:s3:::reports", '"arn:aws:s3:::reports"'],
    ["organizations:LeaveOrganization", "*", "*"],
  ])("%s on %s", (action, resource, text) => {
    expect(accessDeniedMessage(asking(action, resource), implicit)).toBe(
      `${user} ${action} on resource: ${text} ${tail(action)}`,
    );
  });

  test.each(["s3:ListAllMyBuckets", "secretsmanager:ListSecrets"])("%s names none", (action) => {
    expect(accessDeniedMessage(asking(action, "*"), implicit)).toBe(`${user} ${action} ${tail(action)}`);
  });

  test("EC2 puts a sentence of its own before it", () => {
    expect(accessDeniedMessage(asking("ec2:DescribeInstances", "*"), implicit)).toBe(
      "You are not authorized to perform this operation. " +
        `${user} ec2:DescribeInstances ${tail("ec2:DescribeInstances")}`,
    );
  });

  test("SQS writes its actions small", () => {
    expect(accessDeniedMessage(asking("sqs:SendMessage", "arn:aws:sqs:us-east-1:123456789012:jobs"), implicit)).toBe(
      `${user} sqs:sendmessage on resource: arn:aws:sqs:us-east-1:123456789012:jobs ${tail("sqs:sendmessage")}`,
    );
  });

  test("a service may give the name that the caller used", () => {
    const request = asking(
      "secretsmanager:GetSecretValue",
      "arn:aws:secretsmanager:eu-west-1:123456789012:secret:db-a1",
    );
    expect(accessDeniedMessage(request, implicit, { resource: "db" })).toBe(
      `${user} secretsmanager:GetSecretValue on resource: db ${tail("secretsmanager:GetSecretValue")}`,
    );
  });
});

test("STS tells federated identities nothing", () => {
  const request = asking("sts:AssumeRoleWithWebIdentity", "arn:aws:iam::123456789012:role/app", {
    type: "web-identity",
    provider: "accounts.google.com",
  });
  expect(accessDeniedMessage(request, refused("implicitDeny", "role trust policy"))).toBe(
    "Not authorized to perform sts:AssumeRoleWithWebIdentity",
  );
});
