// Whether the responder gets into every account that it serves, and may deny there: it has tried.
import type { Inside } from "../../lambda/answers.ts";
import type { Check, Found } from "./check.ts";
import { DEPLOY, DEPLOY_ADMINISTRATION, DEPLOY_MEMBER } from "./deploy-line.ts";

type Account = Inside["accounts"][number];

export const accountsCheck: Check = {
  name: "accounts",
  title: "The accounts that are served",
  about: "In an account whose role is missing, or may not write, no leaked session is denied.",
  permissions: ["lambda:InvokeFunction"],
  async run({ inside }) {
    const said = await inside();
    return said.accounts.map((account) => lookAt(account, lineFor(account, said)));
  },
};

function lookAt({ account, role, reached, denies, because = "" }: Account, fix: string): Found {
  const where = { account, thing: role };
  if (reached === false) return { status: "problem", what: because, fix, where };
  if (denies === false)
    return { status: "problem", what: `In ${account} nobody can be denied. ${because}`, fix, where };
  if (because !== "") return { status: "unknown", what: `${account}: ${because}`, where };
  return { status: "ok", what: `The responder gets into ${account} by ${role}.`, where };
}

function lineFor({ account }: Account, { home, administration }: Inside): string {
  if (account === home.account) return DEPLOY;
  return account === administration?.account ? DEPLOY_ADMINISTRATION : DEPLOY_MEMBER;
}
