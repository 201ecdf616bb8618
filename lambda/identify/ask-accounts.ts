// The same question in several accounts, side by side: who cannot be asked is a gap and stops nobody.
import type { Aws } from "../aws.ts";
import { settleSome } from "../settle-some.ts";
import type { Accounts } from "./key-account.ts";
import type { Search } from "./search.ts";

const AT_ONCE = 8;

/** `answers`: of the first group of accounts in which anybody knew. */
export type Asked<T> = { readonly answers: readonly T[]; readonly gaps: readonly string[] };

export async function askAccounts<T>(
  { groups }: Pick<Accounts, "groups">,
  { places }: Pick<Search, "places">,
  ask: (aws: Aws) => Promise<T | undefined>,
): Promise<Asked<T>> {
  const gaps: string[] = [];
  for (const accounts of groups) {
    const results = await settleSome(AT_ONCE, accounts, async (account) => {
      const aws = await places.aws(account);
      if (!aws) throw new Error("it is not configured.");
      return ask(aws);
    });
    gaps.push(
      ...results.flatMap((result, index) =>
        result.status === "rejected"
          ? [`The account ${accounts[index]} could not be asked: ${reason(result.reason)}`]
          : [],
      ),
    );
    const answers = results.flatMap((result) =>
      result.status === "fulfilled" && result.value !== undefined ? [result.value] : [],
    );
    if (answers.length > 0) return { answers, gaps };
  }
  return { answers: [], gaps };
}

function reason(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.name === "Error" ? error.message : `${error.name}: ${error.message}`;
}
