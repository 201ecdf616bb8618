// A role whose trust policy the call has written: whoever it trusts now may come in without a key of the incident.
import { given } from "../identity.ts";
import { textAt } from "../record-text.ts";
import type { Opener } from "./opened.ts";

const WRITES_TRUST: readonly string[] = ["CreateRole", "UpdateAssumeRolePolicy"];

/** The trail of UpdateAssumeRolePolicy has the role's name and not its path: one with a path is looked for in vain. */
export const openedByTrust: Opener = ({ source, name, account, record }) => {
  if (source !== "iam.amazonaws.com" || !WRITES_TRUST.includes(name)) return [];
  const role = textAt(record, "requestParameters", "roleName");
  const id = textAt(record, "responseElements", "role", "roleId");
  if (role === undefined) return [];
  const partition = textAt(record, "userIdentity", "arn")?.split(":")[1] ?? "aws";
  const arn = textAt(record, "responseElements", "role", "arn") ?? `arn:${partition}:iam::${account}:role/${role}`;
  return [
    { form: "trusting-role", principal: { kind: "role", account, name: role, ...given({ id, arn }) }, sure: "likely" },
  ];
};
