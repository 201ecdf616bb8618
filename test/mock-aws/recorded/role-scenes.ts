// The recorded cases about roles.
import {
  CreatePolicyCommand,
  CreateRoleCommand,
  DeleteRoleCommand,
  GetRoleCommand,
  ListRolesCommand,
  PutRolePermissionsBoundaryCommand,
  UpdateAssumeRolePolicyCommand,
} from "@aws-sdk/client-iam";
import type { TestAws } from "../../support/local-aws.ts";
import { policy } from "../../support/session.ts";
import { allow, policyArn } from "../iam/cast.ts";
import { play, ROLE_TRUSTS, type Scenes } from "./scenes.ts";

const EC2 = ROLE_TRUSTS("ec2.amazonaws.com");

async function boundary(aws: TestAws): Promise<string> {
  await aws.admin.iam.send(new CreatePolicyCommand({ PolicyName: "boundary", PolicyDocument: policy(allow("s3:*")) }));
  return policyArn("boundary");
}

export const ROLE_SCENES: Scenes = {
  test_update_assume_role_policy: ({ admin: { iam } }) => {
    const statement = { Action: ["sts:AssumeRole"], Effect: "Allow", Principal: { Service: ["ec2.amazonaws.com"] } };
    const PolicyDocument = JSON.stringify({ Version: "2012-10-17", Statement: [statement] });
    return play({
      created_role: () =>
        iam.send(new CreateRoleCommand({ RoleName: "role", AssumeRolePolicyDocument: PolicyDocument })),
      updated_policy: () => iam.send(new UpdateAssumeRolePolicyCommand({ RoleName: "role", PolicyDocument })),
    });
  },
  test_create_role_with_malformed_assume_role_policy_document: ({ admin: { iam } }) =>
    play({
      "invalid-json": () => iam.send(new CreateRoleCommand({ RoleName: "role", AssumeRolePolicyDocument: '[{"a"}]' })),
    }),
  // The created role shows no boundary: it was put on the role afterwards.
  test_list_roles_with_permission_boundary: async (aws) => {
    const { iam } = aws.admin;
    const PermissionsBoundary = await boundary(aws);
    const role = { RoleName: "role", Path: "/prefix/", AssumeRolePolicyDocument: EC2 };
    return play({
      created_role: () => iam.send(new CreateRoleCommand(role)),
      list_roles_result: async () => {
        await iam.send(new PutRolePermissionsBoundaryCommand({ RoleName: "role", PermissionsBoundary }));
        return iam.send(new ListRolesCommand({ PathPrefix: "/prefix/" }));
      },
    });
  },
  test_create_describe_role: ({ admin: { iam } }) =>
    play({
      create_role_result: () =>
        iam.send(new CreateRoleCommand({ RoleName: "role", Path: "/prefix/", AssumeRolePolicyDocument: EC2 })),
      get_role_result: () => iam.send(new GetRoleCommand({ RoleName: "role" })),
      list_roles_result: () => iam.send(new ListRolesCommand({ PathPrefix: "/prefix/" })),
    }),
  test_role_with_path_lifecycle: ({ admin: { iam } }) => {
    const role = { RoleName: "role", Path: "/path/", AssumeRolePolicyDocument: ROLE_TRUSTS("lambda.amazonaws.com") };
    return play({
      "create-role-response": () => iam.send(new CreateRoleCommand(role)),
      "get-role-response": () => iam.send(new GetRoleCommand(role)),
      "delete-role-response": () => iam.send(new DeleteRoleCommand(role)),
    });
  },
  test_role_with_tags: ({ admin: { iam } }) => {
    const role = {
      RoleName: "role",
      Path: "/role-with-tags/",
      AssumeRolePolicyDocument: EC2,
      Tags: [{ Key: "test", Value: "value" }],
    };
    return play({
      "create-role-response": () => iam.send(new CreateRoleCommand(role)),
      "get-role-response": () => iam.send(new GetRoleCommand(role)),
      "list-role-response": () => iam.send(new ListRolesCommand({ PathPrefix: "/role-with-tags/" })),
    });
  },
};
