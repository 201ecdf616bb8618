// Who is calling, by AWS's own word, and what time it is there: a cutoff by a clock that is behind lets the newest sessions go on.
import { GetCallerIdentityCommand, type STSClient } from "@aws-sdk/client-sts";

export type Caller = { readonly arn: string; readonly account: string };

/** By how many milliseconds the machine's clock is ahead of AWS's, and how exactly that is known. */
export type Skew = { readonly ms: number; readonly within: number };

/** No permission is needed for it, and no deny refuses it: where it fails, the credentials or the way there are wrong. */
export async function whoAndWhen(sts: STSClient, machineTime: () => number): Promise<Caller & { readonly skew: Skew }> {
  const command = new GetCallerIdentityCommand({});
  let date = "";
  command.middlewareStack.add(
    (next) => async (args) => {
      const result = await next(args);
      date = Object(result.response).headers?.date ?? "";
      return result;
    },
    { step: "deserialize", name: "readDate", priority: "low" },
  );
  const before = machineTime();
  const { Arn = "", Account = "" } = await sts.send(command);
  return { arn: Arn, account: Account, skew: skewOf(Date.parse(date), before, machineTime()) };
}

/** HTTP's `Date` is in whole seconds; half of the way there and back is not known either. */
function skewOf(theirs: number, before: number, after: number): Skew {
  if (Number.isNaN(theirs)) throw new Error("STS does not say what time it is.");
  return { ms: (before + after) / 2 - (theirs + 500), within: (after - before) / 2 + 500 };
}

/** The time there, as far as it is known to differ from the one here. */
export function timeThere(here: () => number, { ms, within }: Skew): () => number {
  return Math.abs(ms) <= within ? here : () => Math.round(here() - ms);
}
