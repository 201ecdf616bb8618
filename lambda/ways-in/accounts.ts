// The accounts in which callers live: those that the responder serves can be looked into, each of them once.
import type { Aws } from "../aws.ts";
import type { Places } from "../places.ts";
import { failure, type Gap } from "./gap.ts";
import { principalsOf } from "./principals-of.ts";
import type { Caller } from "./trust/caller.ts";

export type Listing =
  | { readonly listed: true; readonly callers: readonly Caller[] }
  /** Without a gap: the account is not served. */
  | { readonly listed: false; readonly gap?: Gap };

export type Accounts = {
  aws(account: string): Promise<Aws | undefined>;
  list(account: string): Promise<Listing>;
};

export function seeAccounts(places: Pick<Places, "aws">): Accounts {
  const known = new Map<string, Promise<Listing>>();
  async function list(account: string): Promise<Listing> {
    try {
      const aws = await places.aws(account);
      return aws ? { listed: true, callers: await principalsOf(aws) } : { listed: false };
    } catch (error) {
      return { listed: false, gap: failure(`The users and roles of ${account} could not be listed`, error) };
    }
  }
  return {
    aws: (account) => places.aws(account),
    list(account) {
      const listing = known.get(account) ?? list(account);
      known.set(account, listing);
      return listing;
    },
  };
}
