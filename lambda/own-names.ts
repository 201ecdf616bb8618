// The names of what is deployed, where something else relies on them: policies, trust, the guardrail that spares its own roles.

/** INTERFACE: `aws lambda invoke --function-name` takes this name. Its role has the same. */
export const RESPONDER = "credential-leak-responder";

/** The function that looks after open incidents, and hears the trail. It runs as the same role. */
export const WATCH = `${RESPONDER}-watch`;

/** The function behind the dashboard's list of incidents, and its role. */
export const WIDGET = `${RESPONDER}-widget`;

/** The function that brings messages to people, and its role. */
export const NOTIFY = `${RESPONDER}-notify`;

/** The topic that messages are published on. */
export const MESSAGES = `${RESPONDER}-messages`;

/** The role that the runbook's automation runs as. */
export const RUNBOOK = `${RESPONDER}-runbook`;

/** The role by which EventBridge sends events on, from any account and Region. */
export const FORWARD = `${RESPONDER}-forward`;

/** The most that the roles may ever be allowed, whatever else is attached to them. */
export const BOUNDARY = `${RESPONDER}-boundary`;

/** Every role of ours in the responder's own account. */
export const HOME_ROLES: readonly string[] = [RESPONDER, FORWARD, NOTIFY, RUNBOOK, WIDGET];
