// The recorded cases about policies, and about simulating them.
import {
  AddUserToGroupCommand,
  AttachGroupPolicyCommand,
  AttachRolePolicyCommand,
  AttachUserPolicyCommand,
  CreateGroupCommand,
  CreatePolicyCommand,
  CreateRoleCommand,
  CreateUserCommand,
  DeletePolicyCommand,
  GetGroupPolicyCommand,
  GetRoleCommand,
  GetRolePolicyCommand,
  GetUserPolicyCommand,
  ListRolesCommand,
  PutGroupPolicyCommand,
  PutRolePolicyCommand,
  PutUserPolicyCommand,
  SimulatePrincipalPolicyCommand,
} from "@aws-sdk/client-iam";
import type { TestAws } from "../../support/local-aws.ts";
import { policyArn, roleArn, userArn } from "../iam/cast.ts";
import { play, ROLE_TRUSTS, type Scene, type Scenes } from "./scenes.ts";

const ENCODED = "arn%3Aaws%3Aapigateway%3Aus-east-1%3A%3A%2Frestapis%2Faaeeieije";

const TAGGING = JSON.stringify({
  Version: "2012-10-17",
  Statement: [
    { Effect: "Allow", Action: ["apigatway:PUT"], Resource: [`arn:aws:apigateway:us-east-1::/tags/${ENCODED}`] },
  ],
});

/** One statement, spaced as Python spaces JSON and as long as the recorded one: the recorded positions rest on both. */
const PUTTING =
  '{"Version": "2012-10-17", "Statement": {"Sid": "", "Effect": "Allow", "Action": "s3:PutObject", "Resource": "*"}}';

async function attaching(aws: TestAws, attach: (PolicyArn: string) => Promise<object>) {
  const create = new CreatePolicyCommand({ PolicyName: "test-policy-1", PolicyDocument: PUTTING });
  return play({
    create_policy_response: () => aws.admin.iam.send(create),
    non_existent_malformed_policy_arn: () => attach("longpolicynamebutnoarn"),
    existing_policy_name_provided: () => attach("test-policy-1-is-a-name"),
    valid_arn_not_existent: () => attach(`${policyArn("test-policy-1")}123`),
    valid_policy_arn: () => attach(policyArn("test-policy-1")),
  });
}

const simulatePrinciplePolicy: Scene = async ({ admin: { iam } }, kind) => {
  const PolicyArn = policyArn("policy");
  await iam.send(new CreatePolicyCommand({ PolicyName: "policy", PolicyDocument: PUTTING }));
  if (kind === "role") {
    await iam.send(
      new CreateRoleCommand({ RoleName: "role", AssumeRolePolicyDocument: ROLE_TRUSTS("ec2.amazonaws.com") }),
    );
    await iam.send(new AttachRolePolicyCommand({ RoleName: "role", PolicyArn }));
  } else {
    await iam.send(new CreateUserCommand({ UserName: "user" }));
    await iam.send(new CreateGroupCommand({ GroupName: "group" }));
    await iam.send(new AddUserToGroupCommand({ GroupName: "group", UserName: "user" }));
    if (kind === "group") await iam.send(new AttachGroupPolicyCommand({ GroupName: "group", PolicyArn }));
    else await iam.send(new AttachUserPolicyCommand({ UserName: "user", PolicyArn }));
  }
  const ask = new SimulatePrincipalPolicyCommand({
    PolicySourceArn: kind === "role" ? roleArn("role") : userArn("user"),
    ActionNames: ["s3:PutObject", "s3:GetObjectVersion"],
    ResourceArns: ["arn:aws:s3:::bucket"],
  });
  return play({ response: () => iam.send(ask) });
};

export const POLICY_SCENES: Scenes = {
  test_role_attach_policy: async (aws) => {
    await aws.admin.iam.send(
      new CreateRoleCommand({ RoleName: "role", AssumeRolePolicyDocument: ROLE_TRUSTS("ec2.amazonaws.com") }),
    );
    return attaching(aws, (PolicyArn) =>
      aws.admin.iam.send(new AttachRolePolicyCommand({ RoleName: "role", PolicyArn })),
    );
  },
  test_user_attach_policy: async (aws) => {
    await aws.admin.iam.send(new CreateUserCommand({ UserName: "user" }));
    return attaching(aws, (PolicyArn) =>
      aws.admin.iam.send(new AttachUserPolicyCommand({ UserName: "user", PolicyArn })),
    );
  },
  test_delete_non_existent_policy_returns_no_such_entity: ({ admin: { iam } }) =>
    play({
      "delete-non-existent-policy-exc": () =>
        iam.send(new DeletePolicyCommand({ PolicyArn: policyArn("non-existent-policy") })),
    }),
  test_put_user_policy_encoding: async ({ admin: { iam } }) => {
    const owner = { UserName: "user", PolicyName: "policy" };
    await iam.send(new CreateUserCommand(owner));
    await iam.send(new PutUserPolicyCommand({ ...owner, PolicyDocument: TAGGING }));
    return play({ "get-policy-response": () => iam.send(new GetUserPolicyCommand(owner)) });
  },
  test_put_group_policy_encoding: async ({ admin: { iam } }) => {
    const owner = { GroupName: "group", PolicyName: "policy" };
    await iam.send(new CreateGroupCommand(owner));
    await iam.send(new PutGroupPolicyCommand({ ...owner, PolicyDocument: TAGGING }));
    return play({ "get-policy-response": () => iam.send(new GetGroupPolicyCommand(owner)) });
  },
  test_put_role_policy_encoding: async ({ admin: { iam } }) => {
    const owner = { RoleName: "role", PolicyName: "policy", Path: "/path/" };
    const AssumeRolePolicyDocument = ROLE_TRUSTS("lambda.amazonaws.com", {
      Condition: { StringEquals: { "aws:SourceArn": ENCODED } },
    });
    return play({
      "create-role-response": () => iam.send(new CreateRoleCommand({ ...owner, AssumeRolePolicyDocument })),
      "get-policy-response": async () => {
        await iam.send(new PutRolePolicyCommand({ ...owner, PolicyDocument: TAGGING }));
        return iam.send(new GetRolePolicyCommand(owner));
      },
      "get-role-response": () => iam.send(new GetRoleCommand(owner)),
      "list-roles-response": () => iam.send(new ListRolesCommand({ PathPrefix: "/path/" })),
    });
  },
  test_simulate_principle_policy: simulatePrinciplePolicy,
};
