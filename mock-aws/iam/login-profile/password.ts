// Passwords for the console: what the default policy of an account asks of them.
import { AwsError } from "../../aws-error.ts";
import { text } from "../../input.ts";

// biome-ignore lint/suspicious/noControlCharactersInRegex: it is AWS's own pattern, and its errors show it so.
const PATTERN = /[\u0009\u000A\u000D\u0020-\u00FF]+/;

export const password = text({ min: 1, max: 128, pattern: PATTERN });

const KINDS = [/[A-Z]/, /[a-z]/, /[0-9]/, /[!@#$%^&*()_+\-=[\]{}|']/];

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_passwords_account-policy.html#default-policy-details */
export function refuseWeak(chosen: string): void {
  if (chosen.length >= 8 && KINDS.filter((kind) => kind.test(chosen)).length >= 3) return;
  throw new AwsError("PasswordPolicyViolation", "Password does not conform to the account password policy.", 400);
}
