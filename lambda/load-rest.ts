// What an alert that names its principal does without until the deny stands: a cold start leaves it out, to have less to read.

/**
 * Loads all of it. Once that is done nothing waits for a file; before, each part is loaded when it is first needed. The
 * reader of the configuration is not among it: it is needed before the first event, or never.
 */
export async function loadRest(): Promise<void> {
  await Promise.all([
    import("./identify/find-owner.ts"),
    import("./organization/units.ts"),
    import("./trace/role-use.ts"),
    import("./resolve/identity-center.ts"),
    import("./resolve/root.ts"),
    import("./step/deny-by-scp-acts.ts"),
    import("./step/deny-permission-set-acts.ts"),
    import("./step/deny-sessions-by-scp-acts.ts"),
    import("./follow-trace.ts"),
    import("./trace/athena/open-athena.ts"),
    import("./tell-people.ts"),
    import("./notify/put-message.ts"),
    import("./emf-lines.ts"),
    import("./serve-event.ts"),
  ]);
}
