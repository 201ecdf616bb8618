// The local AWS with a counter before it: which calls the responder makes, and the processor time that is its own and not AWS's.
import { setImmediate } from "node:timers/promises";
import type { HttpHandler } from "@smithy/core/protocols";
import type { DirectAws } from "../../local/direct-aws.ts";

/** `iam:PutRolePolicy` and how often; of what Regions have each for themselves, `cloudtrail:LookupEvents us-east-1`. */
export type Calls = ReadonlyMap<string, number>;

export type CountedAws = DirectAws & {
  calls(): Calls /** Microseconds that the local AWS itself has taken. */;
  inAws(): number;
};

export function countedAws(aws: DirectAws): CountedAws {
  const calls = new Map<string, number>();
  let inAws = 0;
  let last: Promise<unknown> = Promise.resolve();

  /** One after the other, each when the responder has nothing more to do: so the time between is AWS's alone. */
  function handle(...[request, options]: Parameters<HttpHandler["handle"]>) {
    const name = nameOf(request);
    calls.set(name, (calls.get(name) ?? 0) + 1);
    const mine = last.then(async () => {
      await setImmediate();
      const before = process.cpuUsage();
      const answer = await aws.requestHandler.handle(request, options);
      const { user, system } = process.cpuUsage(before);
      inAws += user + system;
      return answer;
    });
    last = mine.catch(() => undefined);
    return mine;
  }

  return { ...aws, requestHandler: { ...aws.requestHandler, handle }, calls: () => new Map(calls), inAws: () => inAws };
}

type Request = Parameters<HttpHandler["handle"]>[0] & { readonly body?: unknown };

/** By the scope of the signature and, as the protocol has it, the target, the action or the path. */
function nameOf({ headers, body, path }: Request): string {
  const [, region = "", service = ""] =
    /Credential=[^/]+\/\d+\/([^/]+)\/([^/]+)\//.exec(headers["authorization"] ?? "") ?? [];
  const target = headers["x-amz-target"]?.split(/[._]/).at(-1);
  const action = typeof body === "string" ? /(?:^|&)Action=(\w+)/.exec(body)?.[1] : undefined;
  const name = `${service}:${target ?? action ?? path}`;
  return service === "cloudtrail" ? `${name} ${region}` : name;
}
