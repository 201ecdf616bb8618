// Service-linked roles: the operations.
import { createServiceLinkedRole } from "./create-service-linked-role.ts";
import { deleteServiceLinkedRole } from "./delete-service-linked-role.ts";
import { getServiceLinkedRoleDeletionStatus } from "./get-service-linked-role-deletion-status.ts";

export const SERVICE_LINKED_ROLE_OPERATIONS = [
  createServiceLinkedRole,
  deleteServiceLinkedRole,
  getServiceLinkedRoleDeletionStatus,
];
