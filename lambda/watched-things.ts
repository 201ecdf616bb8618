// What ties a call on the trail to an incident: keys, unique ids and names that the incident's entries hold, and that the call shows.
import type { EntryBody } from "./incident.ts";
import type { Alert, Principal } from "./model.ts";
import type { Step } from "./steps.ts";
import { renamingOf } from "./tamper/user-names.ts";
import type { RecordedCall } from "./trace/graph.ts";
import { signerOf } from "./trace/identity.ts";
import { textAt } from "./trace/record-text.ts";

/** `key|ASIA…`, `id|AROA…` or `role|111122223333|app`: names in IAM are told apart by more than case. */
export type Thing = string;

/** Whose calls, and calls about whom, belong to the incident once the entry is on record. */
export function thingsOfEntry(entry: EntryBody): readonly Thing[] {
  switch (entry.type) {
    case "opened":
    case "alert":
      return keyOf(entry.alert);
    case "verdict":
      return entry.verdict.type === "contain" && entry.principal ? thingsOfPrincipal(entry.principal) : [];
    case "step-applied":
      return thingsOfStep(entry.applied.step);
    case "traced":
      return entry.sessions.flatMap(({ how, accessKeyId }) =>
        how === "likely" || accessKeyId === undefined ? [] : [keyThing(accessKeyId)],
      );
    default:
      return [];
  }
}

/** Who signed it, whom it changes, and what it opened. */
export function thingsOfCall(call: RecordedCall): readonly Thing[] {
  const { account, accessKeyId, record } = call;
  const changed = (["role", "user"] as const).flatMap((kind) => {
    const name = textAt(record, "requestParameters", `${kind}Name`);
    return name === undefined ? [] : [nameThing(kind, account, name)];
  });
  const organization = ORGANIZATION.includes(call.source) ? [organizationThing(account)] : [];
  const ours = OUR_POLICY.exec(textAt(record, "requestParameters", "policyArn") ?? "")?.[1];
  const ids = [signerOf(call)?.id, call.issued?.role?.id, ours].filter((id) => id !== undefined);
  const keys = accessKeyId === undefined ? [] : [keyThing(accessKeyId)];
  return [...new Set([...keys, ...ids.map(idThing), ...changed, ...organization])];
}

/** What else belongs to whoever the call belongs to from now on: the name that it has given to a user. */
export function thingsNamedBy(call: RecordedCall): readonly Thing[] {
  const renaming = renamingOf(call);
  return renaming ? [nameThing("user", renaming.account, renaming.to)] : [];
}

/** What is changed there is seldom, and may be what any of its steps stands on. */
const ORGANIZATION: readonly string[] = ["organizations.amazonaws.com", "sso.amazonaws.com"];

/** The names of policies that we attach end with the unique id of whom they are for. */
const OUR_POLICY = /:policy\/credential-leak-responder\/.*-(A(?:RO|ID)A[A-Z0-9]+)$/;

function keyOf({ accessKeyId }: Alert): readonly Thing[] {
  return accessKeyId === undefined ? [] : [keyThing(accessKeyId)];
}

function thingsOfPrincipal(principal: Principal): readonly Thing[] {
  switch (principal.kind) {
    case "role":
    case "user":
      return [idThing(principal.id), nameThing(principal.kind, principal.account, principal.name)];
    default:
      return [];
  }
}

function thingsOfStep(step: Step): readonly Thing[] {
  if ("roleId" in step) return [idThing(step.roleId), nameThing("role", step.account, step.roleName)];
  if ("userId" in step && "userName" in step)
    return [idThing(step.userId), nameThing("user", step.account, step.userName)];
  return [organizationThing(step.account)]; // The steps that are taken in the administration's account.
}

function keyThing(accessKeyId: string): Thing {
  return `key|${accessKeyId}`;
}

function idThing(id: string): Thing {
  return `id|${id}`;
}

function organizationThing(account: string): Thing {
  return `organization|${account}`;
}

function nameThing(kind: "role" | "user", account: string, name: string): Thing {
  return `${kind}|${account}|${name.toLowerCase()}`;
}
