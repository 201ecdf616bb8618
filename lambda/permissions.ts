// The actions that the responder takes in an account: the union of what its parts declare.
import { RESOLVE_PERMISSIONS } from "./resolve.ts";
import { STEPS } from "./step/index.ts";
import { LOOKUP_PERMISSIONS } from "./trace/lookup-events.ts";

export const AWS_PERMISSIONS: readonly string[] = [
  ...new Set([
    ...RESOLVE_PERMISSIONS,
    ...Object.values(STEPS).flatMap(({ permissions }) => permissions),
    ...LOOKUP_PERMISSIONS,
  ]),
].sort();
