// Root sessions for a task: what they may is said by their task alone, as no policy can shut root out of its repair.
import type { Access, Call } from "./operation.ts";

export function isRootTask({ caller: { credential } }: Call): boolean {
  return credential.kind === "temporary" && credential.session.type === "session-token" && !!credential.session.task;
}

/** The access without the resource's policy, which is what the session is to repair. */
export function beyondResourcePolicy({ resourcePolicy: _, ...access }: Access): Access {
  return access;
}
