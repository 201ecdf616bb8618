// Who a principal is, in words: `the session i-0abc of the role app in the account 111122223333`.
import type { Named } from "../ledger/head.ts";
import type { TracePrincipal } from "../trace/graph.ts";
import { plainText } from "./plain-text.ts";

/** Names are cleaned of what hides, and are others' words all the same. */
export function whose(principal: Named | TracePrincipal, account?: string): string {
  const home = "account" in principal ? principal.account : account;
  return `${who(principal)}${home === undefined || home === "unknown" ? "" : ` in the account ${plainText(home)}`}`;
}

/** The same without the account, for where there is little room. */
export function who(principal: Named | TracePrincipal): string {
  switch (principal.kind) {
    case "role": {
      const role = `the role ${nameOf(principal)}`;
      return principal.session === undefined ? role : `the session ${plainText(principal.session)} of ${role}`;
    }
    case "user":
      return `the user ${nameOf(principal)}`;
    case "federated-user":
      return `the federated user ${nameOf(principal)}${issuerOf(principal, "of the user")}`;
    case "identity-center-user":
      return `the person ${plainText(principal.session)} of Identity Center, in the role ${nameOf(principal)}`;
    case "root":
      return "the root user";
    case "aws-service":
      return `the AWS service ${nameOf(principal)}`;
    case "web-identity":
      return `the web identity ${nameOf(principal)}${issuerOf(principal, "of")}`;
    case "saml-user":
      return `the SAML user ${nameOf(principal)}${issuerOf(principal, "of")}`;
    case "account":
      return "somebody";
    case "access-key":
      return "the unknown owner of the access key";
    case "unique-id": {
      const owner = `the principal ${plainText(principal.id)}`;
      return principal.session === undefined ? owner : `the session ${plainText(principal.session)} of ${owner}`;
    }
    case "instance":
      return `the instance ${plainText(principal.id)}`;
    case "instance-profile":
      return `the instance profile ${nameOf(principal)}`;
    case "unknown":
      return `somebody unknown (“${plainText(principal.said)}”)`;
  }
}

function nameOf({ name, id }: { readonly name?: string; readonly id?: string }): string {
  return plainText(name ?? id ?? "") || "(name unknown)";
}

function issuerOf({ issuer }: { readonly issuer?: string }, words: string): string {
  return issuer === undefined ? "" : ` ${words} ${plainText(issuer)}`;
}
