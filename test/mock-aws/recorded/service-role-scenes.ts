// The recorded cases about service-linked roles.
import {
  CreateServiceLinkedRoleCommand,
  DeleteServiceLinkedRoleCommand,
  GetRoleCommand,
  GetServiceLinkedRoleDeletionStatusCommand,
  ListAttachedRolePoliciesCommand,
  ListRolePoliciesCommand,
} from "@aws-sdk/client-iam";
import type { TestAws } from "../../support/local-aws.ts";
import { play, type Scenes } from "./scenes.ts";

async function lifecycle({ admin: { iam } }: TestAws, AWSServiceName: string, CustomSuffix?: string) {
  const wish = { AWSServiceName, ...(CustomSuffix === undefined ? {} : { CustomSuffix }) };
  const { Role } = await iam.send(new CreateServiceLinkedRoleCommand(wish));
  const role = { RoleName: Role?.RoleName };
  return play({
    "describe-response": () => iam.send(new GetRoleCommand(role)),
    "inline-role-policies": () => iam.send(new ListRolePoliciesCommand(role)),
    "attached-role-policies": () => iam.send(new ListAttachedRolePoliciesCommand(role)),
  });
}

const BATCH = { AWSServiceName: "batch.amazonaws.com" };

export const SERVICE_ROLE_SCENES: Scenes = {
  test_service_role_lifecycle: (aws, service) => lifecycle(aws, service),
  test_service_role_lifecycle_custom_suffix: (aws, service) => lifecycle(aws, service, "suffix"),
  test_service_role_lifecycle_custom_suffix_not_allowed: ({ admin: { iam } }, AWSServiceName) =>
    play({
      "custom-suffix-not-allowed": () =>
        iam.send(new CreateServiceLinkedRoleCommand({ AWSServiceName, CustomSuffix: "suffix" })),
    }),
  test_service_role_already_exists: async ({ admin: { iam } }) => {
    await iam.send(new CreateServiceLinkedRoleCommand(BATCH));
    return play({ "role-already-exists-error": () => iam.send(new CreateServiceLinkedRoleCommand(BATCH)) });
  },
  test_service_role_deletion: async ({ admin: { iam } }) => {
    const { Role } = await iam.send(new CreateServiceLinkedRoleCommand(BATCH));
    let DeletionTaskId: string | undefined;
    return play({
      "service-linked-role-deletion-response": async () => {
        const deletion = await iam.send(new DeleteServiceLinkedRoleCommand({ RoleName: Role?.RoleName }));
        DeletionTaskId = deletion.DeletionTaskId;
        return deletion;
      },
      "service-linked-role-deletion-status-response": () =>
        iam.send(new GetServiceLinkedRoleDeletionStatusCommand({ DeletionTaskId })),
    });
  },
};
