// Root sessions for a task: no resource's policy can shut them out of what they are to repair.
import type { Access, Call } from "./operation.ts";

export function isRootTask({ caller: { credential } }: Call): boolean {
  return credential.kind === "temporary" && credential.session.type === "session-token" && !!credential.session.task;
}

/** The access without the resource's policy, which is what the session is to repair. */
export function beyondResourcePolicy({ resourcePolicy: _, ...access }: Access): Access {
  return access;
}
