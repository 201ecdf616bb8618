// What AWS requires of the principals in a trust policy or a resource policy when it is stored.
import { MalformedPolicyError } from "../errors.ts";
import type { PrincipalValues } from "../principal.ts";

const AWS_PRINCIPALS = [
  /^\*$/,
  /^\d{12}$/,
  /^arn:aws[a-z-]*:iam::\d{12}:(root|(user|role)\/[^*?]+)$/,
  /^arn:aws[a-z-]*:sts::\d{12}:assumed-role\/[^/*?]+\/[^/*?]+$/,
  /^arn:aws[a-z-]*:sts::\d{12}:federated-user\/[^/*?]+$/,
  // What AWS puts in place of an ARN whose user or role is gone.
  /^(AIDA|AROA)[A-Z0-9]+$/,
];

const FORMS: ReadonlyMap<string, readonly RegExp[]> = new Map([
  ["AWS", AWS_PRINCIPALS],
  ["Service", [/^[a-z0-9-]+(\.[a-z0-9-]+)*\.amazonaws\.com$/]],
  ["Federated", [/^[a-z0-9-]+(\.[a-z0-9-]+)+$/, /^arn:aws[a-z-]*:iam::\d{12}:(saml|oidc)-provider\/[^*?]+$/]],
  ["CanonicalUser", [/^[0-9a-f]+$/]],
]);

/** Wildcards cannot stand for a part of a name, groups are no principals [IAM User Guide, Principal element]. */
export function checkPrincipals(values: PrincipalValues, types: readonly string[]): void {
  // In trust policies too: both forms are documented as equal, though CreateRole once refused this one [published].
  if (values === "*") return;
  if (values.size === 0) throw new MalformedPolicyError("Missing required field Principal cannot be empty!");
  for (const [type, names] of values) {
    const forms = types.includes(type) ? FORMS.get(type) : undefined;
    if (forms === undefined) throw new MalformedPolicyError(`Invalid principal in policy: "${type}"`);
    for (const name of names) {
      if (forms.some((form) => form.test(name))) continue;
      // `Invalid principal in policy: "SERVICE":"eks.amazonaws.com.cn"` [published].
      throw new MalformedPolicyError(`Invalid principal in policy: "${type.toUpperCase()}":"${name}"`);
    }
  }
}
