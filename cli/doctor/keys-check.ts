// Which users have long-term keys: what leaks from them is a key that no time ends.
import { type AccessKeyMetadata, type IAMClient, paginateListAccessKeys } from "@aws-sdk/client-iam";
import { commandLine } from "../../lambda/command-line.ts";
import { settleSome } from "../../lambda/settle-some.ts";
import type { Check, Found } from "./check.ts";
import { PRINCIPALS_PERMISSIONS } from "./principals.ts";

const OLD_DAYS = 90;
const DAY_MS = 24 * 60 * 60 * 1000;
const AT_ONCE = 4;
const MOST_USERS = 500;

export const keysCheck: Check = {
  name: "keys",
  title: "Long-term keys",
  about: "A leaked key works until somebody switches it off; an old one is in many places.",
  permissions: [...PRINCIPALS_PERMISSIONS, "iam:ListAccessKeys"],
  async run({ aws, principals, now }) {
    const names = (await principals()).users.flatMap(({ UserName }) => UserName ?? []);
    const asked = names.slice(0, MOST_USERS);
    const results = await settleSome(AT_ONCE, asked, (name) => keysOf(aws().iam, name));
    const keys = results.flatMap((result) => {
      if (result.status === "rejected") throw result.reason;
      return result.value;
    });
    const found = keys.flatMap((key) => lookAt(key, now()));
    const unseen = names.length - asked.length;
    return [
      ...(found.length > 0
        ? found
        : [{ status: "ok" as const, what: `${keys.length} keys of ${asked.length} users.` }]),
      ...(unseen > 0
        ? [{ status: "unknown" as const, what: `The keys of ${unseen} more users were not looked at.` }]
        : []),
    ];
  },
};

async function keysOf(iam: IAMClient, UserName: string): Promise<readonly AccessKeyMetadata[]> {
  const keys: AccessKeyMetadata[] = [];
  for await (const page of paginateListAccessKeys({ client: iam }, { UserName })) {
    keys.push(...(page.AccessKeyMetadata ?? []));
  }
  return keys;
}

function lookAt(
  { UserName = "", AccessKeyId = "", Status, CreateDate }: AccessKeyMetadata,
  now: number,
): readonly Found[] {
  const days = Math.floor((now - (CreateDate?.getTime() ?? now)) / DAY_MS);
  const where = { thing: UserName };
  const key = ["--user-name", UserName, "--access-key-id", AccessKeyId];
  if (Status === "Inactive") {
    const what = `The key ${AccessKeyId} of the user ${UserName} is switched off, and can be switched on again.`;
    return [{ status: "ok", what, fix: commandLine("aws", "iam", "delete-access-key", ...key), where }];
  }
  if (days < OLD_DAYS) return [];
  const what = `The key ${AccessKeyId} of the user ${UserName} is ${days} days old.`;
  const off = commandLine("aws", "iam", "update-access-key", ...key, "--status", "Inactive");
  return [{ status: "warning", what, fix: `Replace it; then ${off}`, where }];
}
