// What a person runs to deny a user of IAM Identity Center, where this responder cannot.
import { commandLine } from "../command-line.ts";

export type Case = {
  /** Where the role is. */
  readonly account: string;
  /** Where IAM Identity Center is. */
  readonly region: string;
  readonly setName: string;
  /** The user's name; undefined where nobody has said it. */
  readonly session?: string | undefined;
};

/**
 * For a shell with the credentials of the management account or of Identity Center's delegated administrator. Names come
 * from whoever wrote the alert: they were held against AWS's patterns, and are quoted here.
 */
export function denyPersonByHand({ account, region, setName, session }: Case): string {
  const aws = (service: string, operation: string, ...words: string[]) =>
    commandLine("aws", service, operation, "--region", region, ...words);
  const asked = (query: string) => ["--query", query, "--output", "text"];
  const instance = (query: string) => aws("sso-admin", "list-instances", ...asked(`Instances[0].${query}`));
  const sets = aws("sso-admin", "list-permission-sets-provisioned-to-account", "--account-id", account);
  const name = aws("sso-admin", "describe-permission-set", ...asked("PermissionSet.Name"));
  const set = (operation: string, ...words: string[]) =>
    `${aws("sso-admin", operation, ...words)} --instance-arn "$INSTANCE" --permission-set-arn "$SET"`;
  return [
    "In the management account, or where IAM Identity Center is administered:",
    `INSTANCE=$(${instance("InstanceArn")})`,
    `STORE=$(${instance("IdentityStoreId")})`,
    `for EACH in $(${sets} ${commandLine(...asked("PermissionSets"))} --instance-arn "$INSTANCE"); do`,
    `  [ "$(${name} --instance-arn "$INSTANCE" --permission-set-arn "$EACH")" = ${commandLine(setName)} ] && SET=$EACH`,
    "done",
    session === undefined
      ? "Find the user: in CloudTrail, the userIdentity.arn of the leaked key ends in the user's name."
      : `${aws("identitystore", "get-user-id", ...asked("UserId"), "--alternate-identifier", byName(session))} --identity-store-id "$STORE"`,
    `${set("get-inline-policy-for-permission-set", ...asked("InlinePolicy"))} > policy.json`,
    `Add to the statements in policy.json, with that id and the present time: ${DENY}. Then:`,
    set("put-inline-policy-to-permission-set", "--inline-policy", "file://policy.json"),
    set("provision-permission-set", "--target-type", "ALL_PROVISIONED_ACCOUNTS"),
  ].join("\n");
}

function byName(session: string): string {
  return JSON.stringify({ UniqueAttribute: { AttributePath: "userName", AttributeValue: session } });
}

const DENY = JSON.stringify({
  Effect: "Deny",
  Action: ["*"],
  Resource: ["*"],
  Condition: {
    StringEquals: { "identitystore:userId": "USER-ID" },
    DateLessThan: { "aws:TokenIssueTime": "YYYY-MM-DDThh:mm:ssZ" },
  },
});
