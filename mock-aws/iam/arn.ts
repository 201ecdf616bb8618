// ARNs of IAM: no Region, the path between kind and name.
import { PARTITION } from "../world.ts";

export type IamKind =
  | "user"
  | "group"
  | "role"
  | "policy"
  | "instance-profile"
  | "mfa"
  | "saml-provider"
  | "oidc-provider";

export function iamArn(account: string, kind: IamKind, path: string, name: string): string {
  return `arn:${PARTITION}:iam::${account}:${kind}${path}${name}`;
}
