// Permissions boundaries: the operations.
import { deletePermissionsBoundary } from "./delete-permissions-boundary.ts";
import { putPermissionsBoundary } from "./put-permissions-boundary.ts";

export const BOUNDARY_OPERATIONS = [...deletePermissionsBoundary, ...putPermissionsBoundary];
