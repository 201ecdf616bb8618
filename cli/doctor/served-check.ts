// Whether the organization has accounts that nobody looks after.
import { paginateListAccounts } from "@aws-sdk/client-organizations";
import { unless } from "./call-error.ts";
import type { Check } from "./check.ts";
import { DEPLOY, DEPLOY_MEMBER } from "./deploy-line.ts";
import type { Examined } from "./examined.ts";

export const servedCheck: Check = {
  name: "organization",
  title: "Accounts of the organization",
  about: "An alert about an account that is not served is refused.",
  permissions: ["organizations:ListAccounts", "lambda:InvokeFunction"],
  async run(examined) {
    const [listed, { home, members }] = await Promise.all([
      unless(/^AWSOrganizationsNotInUseException$/, listAccounts(examined)),
      examined.inside(),
    ]);
    if (!listed) return [{ status: "ok", what: "The account is in no organization." }];
    const served = new Set([home.account, ...members.accounts]);
    const missed = listed.filter((id) => !served.has(id));
    const gone = members.accounts.filter((id) => !listed.includes(id));
    if (missed.length === 0 && gone.length === 0) {
      return [{ status: "ok", what: `All ${listed.length} accounts of the organization are served.` }];
    }
    const fix = `members.accounts in responder.config.json; then ${DEPLOY} and ${DEPLOY_MEMBER}`;
    return [
      ...missed.map((account) => ({
        status: "warning" as const,
        what: `The account ${account} is not served: an alert about it is refused.`,
        fix: `Add it to ${fix}`,
        where: { account },
      })),
      ...gone.map((account) => ({
        status: "warning" as const,
        what: `The account ${account} is served, and is no active account of the organization.`,
        fix: `Take it out of ${fix}`,
        where: { account },
      })),
    ];
  },
};

/** Those that can be used. */
async function listAccounts({ aws }: Examined): Promise<readonly string[]> {
  const ids: string[] = [];
  for await (const { Accounts = [] } of paginateListAccounts({ client: aws().organizations }, {})) {
    ids.push(...Accounts.flatMap(({ Id, Status }) => (Status === "ACTIVE" && Id !== undefined ? Id : [])));
  }
  return ids;
}
