// The recorded cases about service-specific credentials.
import {
  CreateServiceSpecificCredentialCommand,
  CreateUserCommand,
  DeleteServiceSpecificCredentialCommand,
  DeleteUserCommand,
  ListServiceSpecificCredentialsCommand,
  ResetServiceSpecificCredentialCommand,
  type StatusType,
  UpdateServiceSpecificCredentialCommand,
} from "@aws-sdk/client-iam";
import type { TestAws } from "../../support/local-aws.ts";
import { play, type Scenes } from "./scenes.ts";

const CODECOMMIT = "codecommit.amazonaws.com";

/** Steps that come back in several cases, and the credential that was made last. */
function cast({ admin: { iam } }: TestAws) {
  let id: string | undefined;
  const create = async (ServiceName: string, UserName = "user") => {
    const made = await iam.send(new CreateServiceSpecificCredentialCommand({ UserName, ServiceName }));
    id = made.ServiceSpecificCredential?.ServiceSpecificCredentialId;
    return made;
  };
  const one = (UserName: string, credential: string | undefined) => ({
    UserName,
    ServiceSpecificCredentialId: credential ?? id,
  });
  return {
    user: () => iam.send(new CreateUserCommand({ UserName: "user" })),
    create,
    list: (ServiceName: string) =>
      iam.send(new ListServiceSpecificCredentialsCommand({ UserName: "user", ServiceName })),
    update: (Status: string, UserName = "user", credential?: string) =>
      iam.send(
        new UpdateServiceSpecificCredentialCommand({ ...one(UserName, credential), Status: Status as StatusType }),
      ),
    reset: (UserName = "user", credential?: string) =>
      iam.send(new ResetServiceSpecificCredentialCommand(one(UserName, credential))),
    remove: (UserName = "user", credential?: string) =>
      iam.send(new DeleteServiceSpecificCredentialCommand(one(UserName, credential))),
    removeUser: () => iam.send(new DeleteUserCommand({ UserName: "user" })),
  };
}

export const SERVICE_CREDENTIAL_SCENES: Scenes = {
  test_service_specific_credential_lifecycle: (aws, service) => {
    const { user, create, list, update, reset, remove } = cast(aws);
    return play({
      "create-user-response": user,
      "create-service-specific-credential-response": () => create(service),
      "list-service-specific-credentials-response-before-update": () => list(service),
      "update-service-specific-credential-response": () => update("Inactive"),
      "list-service-specific-credentials-response-after-update": () => list(service),
      "reset-service-specific-credential-response": () => reset(),
      "delete-service-specific-credentials-response": () => remove(),
    });
  },
  test_create_service_specific_credential_invalid_user: (aws) => {
    const { create } = cast(aws);
    return play({
      "invalid-user-name-exception": () => create(CODECOMMIT, "non-existent-user"),
      "invalid-user-and-service-exception": () => create("nonexistentservice.amazonaws.com", "non-existent-user"),
    });
  },
  test_create_service_specific_credential_invalid_service: (aws) => {
    const { user, create } = cast(aws);
    return play({
      "create-user-response": user,
      "invalid-service-exception": () => create("nonexistentservice.amazonaws.com"),
      "invalid-service-completely-malformed-exception": () => create("o3on3n3onosneo"),
      "invalid-service-existing-but-unsupported-exception": () => create("lambda.amazonaws.com"),
    });
  },
  test_list_service_specific_credential_different_service: (aws) => {
    const { user, create, list } = cast(aws);
    return play({
      "create-user-response": user,
      "list-service-specific-credentials-invalid-service": () => list("nonexistentservice.amazonaws.com"),
      "create-service-specific-credential-response": () => create(CODECOMMIT),
      "list-service-specific-credentials-response-wrong-service": () => list("cassandra.amazonaws.com"),
    });
  },
  test_delete_user_after_service_credential_created: (aws) => {
    const { user, create, removeUser } = cast(aws);
    return play({
      "create-user-response": user,
      "create-service-specific-credential-response": () => create(CODECOMMIT),
      "delete-user-existing-credential": removeUser,
    });
  },
  test_user_match_id_mismatch: (aws, wrongId) => {
    const { user, create, update, reset, remove } = cast(aws);
    return play({
      "create-user-response": user,
      "create-service-specific-credential-response": () => create(CODECOMMIT),
      "update-wrong-id": () => update("Inactive", "user", wrongId),
      "reset-wrong-id": () => reset("user", wrongId),
      "delete-wrong-id": () => remove("user", wrongId),
    });
  },
  test_id_match_user_mismatch: (aws) => {
    const { user, create, update, reset, remove } = cast(aws);
    return play({
      "create-user-response": user,
      "create-service-specific-credential-response": () => create(CODECOMMIT),
      "update-wrong-user-name": () => update("Inactive", "wrong-user-name"),
      "reset-wrong-user-name": () => reset("wrong-user-name"),
      "delete-wrong-user-name": () => remove("wrong-user-name"),
    });
  },
  test_invalid_update_parameters: (aws) => {
    const { user, create, update } = cast(aws);
    return play({
      "create-user-response": user,
      "create-service-specific-credential-response": () => create(CODECOMMIT),
      "update-invalid-status": () => update("Invalid"),
    });
  },
};
