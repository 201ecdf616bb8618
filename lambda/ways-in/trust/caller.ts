// Who may come in, as ARNs tell it: accounts, users, roles and sessions of roles.
import { parseArn } from "../../arn.ts";

/** A user, or a role whose sessions call; with `session`, that session of the role alone. */
export type Caller = {
  readonly account: string;
  /** Of the user, or of the role and not of its session. */
  readonly arn: string;
  /** `arn:aws:sts::111122223333:assumed-role/app/alice` */
  readonly session?: string;
};

/** Undefined where the text is no account: `111122223333` and `arn:aws:iam::111122223333:root` are the same. */
export function accountNamed(text: string): string | undefined {
  if (/^\d{12}$/.test(text)) return text;
  const arn = parseArn(text);
  return arn?.service === "iam" && arn.resource === "root" && /^\d{12}$/.test(arn.account) ? arn.account : undefined;
}

/** Undefined where the text is neither a user nor a role. */
export function callerNamed(text: string): Caller | undefined {
  const arn = parseArn(text);
  const isEntity = arn?.service === "iam" && /^(user|role)\/./.test(arn.resource);
  return arn && isEntity ? { account: arn.account, arn: text } : undefined;
}

/** The session's role has its path in its own ARN and not in the session's: only IAM knows it. */
export function sessionNamed(text: string): { readonly account: string; readonly roleName: string } | undefined {
  const arn = parseArn(text);
  const [kind, roleName, session] = arn?.resource.split("/") ?? [];
  if (arn?.service !== "sts" || kind !== "assumed-role" || !roleName || !session) return undefined;
  return { account: arn.account, roleName };
}

/** The last part of the ARN, without the path. */
export function nameIn(arn: string): string {
  return arn.slice(arn.lastIndexOf("/") + 1);
}

export function isRole({ arn }: Caller): boolean {
  return parseArn(arn)?.resource.startsWith("role/") === true;
}
