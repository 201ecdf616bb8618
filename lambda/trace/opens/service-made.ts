// What runs in AWS under a role that the call has handed to a service: its credentials come from the service.

import type { RecordedCall, TracePrincipal } from "../graph.ts";
import { given } from "../identity.ts";
import { hasMember, textAt, textsIn, valueAt } from "../record-text.ts";
import { type Opened, type Opener, roleByArn } from "./opened.ts";
import { handedByTable } from "./roles-by-name.ts";

/** By the call's source and name, without the version that Lambda's names end with (`CreateFunction20150331`). */
const READERS: Readonly<Record<string, Opener>> = {
  "ec2.amazonaws.com RunInstances": instances,
  "ec2.amazonaws.com AssociateIamInstanceProfile": instances,
  "ec2.amazonaws.com ReplaceIamInstanceProfileAssociation": instances,
  "lambda.amazonaws.com CreateFunction": lambdaFunction,
  "lambda.amazonaws.com UpdateFunctionCode": lambdaFunction,
  "lambda.amazonaws.com UpdateFunctionConfiguration": lambdaFunction,
  "ecs.amazonaws.com RunTask": tasks,
  "ecs.amazonaws.com StartTask": tasks,
};

export const openedByService: Opener = (call, by) => {
  if (call.readOnly || call.source === "iam.amazonaws.com" || call.source === "sts.amazonaws.com") return [];
  const reader = READERS[`${call.source} ${call.name.replace(/20\d{6}(v\d+)?$/, "")}`];
  return reader ? reader(call, by) : handedRoles(call);
};

/** The session's name is the instance's id; which role the profile holds, the session will say. */
function instances({ account, record }: RecordedCall): readonly Opened[] {
  const said = [valueAt(record, "requestParameters"), valueAt(record, "responseElements")];
  // A launch template may bring the profile without the request naming one.
  const hasProfile = hasMember(said, /iamInstanceProfile|launchTemplate/i);
  const ids = new Set(textsIn(said).flatMap(({ text }) => (/^i-[0-9a-f]{8,17}$/.test(text) ? text : [])));
  return hasProfile ? [...ids].map((id) => serviceSession({ kind: "role", account, session: id }, id)) : [];
}

/** The session's name is the function's. New code runs under the old role too. */
function lambdaFunction({ account, record }: RecordedCall): readonly Opened[] {
  const name =
    textAt(record, "responseElements", "functionName") ??
    textAt(record, "requestParameters", "functionName")?.split(":").at(-1);
  const role = roleIn(record, "role");
  if (name === undefined) return [];
  return [serviceSession({ kind: "role", account, ...given({ ...role }), session: name }, name)];
}

/**
 * The session's name is the task's id:
 * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-iam-roles.html
 */
function tasks({ account, record }: RecordedCall): readonly Opened[] {
  const role = roleByArn(textAt(record, "requestParameters", "overrides", "taskRoleArn"));
  const ids = textsIn(valueAt(record, "responseElements", "tasks")).flatMap(({ name, text }) =>
    name === "taskArn" ? (text.split("/").at(-1) ?? []) : [],
  );
  return [...new Set(ids)].map((id) =>
    serviceSession({ kind: "role", account, ...given({ ...role }), session: id }, id),
  );
}

/**
 * Any other service: CodeBuild, CloudFormation, SageMaker … Each role whose ARN the request names is handed to it, and what
 * the table tells of names.
 */
function handedRoles({ source, account, record }: RecordedCall): readonly Opened[] {
  const byArn = textsIn(valueAt(record, "requestParameters")).flatMap(({ name, text }) => {
    const role = /role/i.test(name) ? roleByArn(text) : undefined;
    return role ? [{ role, assumedBy: source }] : [];
  });
  const told = handedByTable(source, account, record, roleByArn);
  const rest = byArn.filter(({ role }) => !told.some((one) => one.role.arn === role.arn));
  const each = new Map([...told, ...rest].map((one) => [`${one.role.arn ?? one.role.name} ${one.assumedBy}`, one]));
  return [...each.values()].map(({ role, assumedBy }) => ({
    form: "service-role",
    principal: role,
    about: assumedBy,
    sure: "likely",
  }));
}

function roleIn(record: unknown, member: string): TracePrincipal | undefined {
  return (
    roleByArn(textAt(record, "responseElements", member)) ?? roleByArn(textAt(record, "requestParameters", member))
  );
}

function serviceSession(principal: TracePrincipal, about: string): Opened {
  return { form: "service-session", principal, about, sure: "likely" };
}
