// What a step does, in words, and on what it is taken.
import { type Step, stepTarget } from "../steps.ts";
import { plainText } from "./plain-text.ts";

/** A sentence without its full stop: `refuse every session of the role app that was issued before …`. */
export function stepWords(step: Step): string {
  switch (step.type) {
    case "deny-role-sessions":
      return `refuse every session of the role ${named(step.roleName)} that was issued before ${step.cutoff}`;
    case "deny-role-sessions-managed":
      return `refuse ${step.session === undefined ? "every session" : `the session ${named(step.session)}`} of the role ${named(step.roleName)} that was issued before ${step.cutoff}, by an attached policy`;
    case "deny-role-sessions-boundary":
      return `refuse every session of the role ${named(step.roleName)} that was issued before ${step.cutoff}, by a permissions boundary`;
    case "deny-session":
      return `refuse the session ${named(step.session)} of the role ${named(step.roleName)}, as far as it was issued before ${step.cutoff}`;
    case "deny-user-sessions":
      return `refuse every session of the user ${named(step.userName)} that was issued before ${step.cutoff}`;
    case "deny-user-sessions-managed":
      return `refuse every session of the user ${named(step.userName)} that was issued before ${step.cutoff}, by an attached policy`;
    case "deactivate-key":
      return `make the key ${named(step.accessKeyId)} of the user ${named(step.userName)} inactive`;
    case "disable-console":
      return `take the console password of the user ${named(step.userName)} away`;
    case "deny-permission-set":
      return `refuse the person ${named(step.userId)} of Identity Center what was opened before ${step.cutoff}, in the permission set of ${named(step.roleName)}`;
    case "deny-by-scp":
      return `refuse the root user of the account ${named(step.target)} everything, by a service control policy`;
    case "deny-sessions-by-scp":
      return `refuse what ${named(step.principalArn)} was issued before ${step.cutoff}, by a service control policy`;
    case "deny-assume":
      return `keep ${named(step.principals.join(", "))} from opening the role ${named(step.roleName)} again, in its trust policy`;
    case "deny-outsiders":
      return `keep everybody out of the role ${named(step.roleName)} who is not of ${named(step.served.join(", "))}, in its trust policy`;
  }
}

/** Where it is written: `role app in 111122223333`. */
export function stepPlace(step: Step): string {
  const thing =
    "roleName" in step
      ? `role ${named(step.roleName)}`
      : "userName" in step
        ? `user ${named(step.userName)}`
        : `account ${named(step.target)}`;
  const account = "memberAccount" in step ? step.memberAccount : "target" in step ? step.target : step.account;
  return thing === `account ${account}` ? thing : `${thing} in ${named(account)}`;
}

/** Whether two steps are one change, whatever their cutoff. */
export function isSameChange(one: Step, other: Step): boolean {
  return stepTarget(one) === stepTarget(other);
}

function named(text: string): string {
  return plainText(text);
}
