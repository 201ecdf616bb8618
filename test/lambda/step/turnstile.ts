// Calls of several people at once, let through one at a time in an order that a test chooses.
import type { Aws } from "../../../lambda/aws.ts";
import { organizationsOf, organizationsWritesOf } from "../../../lambda/organizations-client.ts";

export type Turnstile = {
  /** Every call of its to IAM and Organizations waits for its turn. */
  admit(who: string, aws: Aws): void;
  /** Until all of these are done. What was let through, in order: whose call, and which. */
  run(tasks: readonly (() => Promise<unknown>)[]): Promise<readonly Call[]>;
};

export type Call = { readonly who: string; readonly name: string };
type Waiting = Call & { go(): Promise<void> };

/** `picks` say which of those who wait goes next; afterwards it is the first. */
export function turnstile(picks: readonly number[]): Turnstile {
  const waiting: Waiting[] = [];
  const calls: Call[] = [];
  return {
    admit(who, aws) {
      const inTurn = <T>(commandName: string, call: () => Promise<T>) =>
        new Promise<T>((resolve, reject) => {
          const go = () => call().then(resolve, reject);
          waiting.push({ who, name: commandName.replace(/Command$/, ""), go });
        });
      const early = { step: "initialize", name: "turnstile", priority: "high" } as const;
      for (const { middlewareStack } of [aws.iam, aws.iamWrites]) {
        middlewareStack.add(
          (next, { commandName = "" }) =>
            (args) =>
              inTurn(commandName, () => next(args)),
          early,
        );
      }
      for (const { middlewareStack } of [organizationsOf(aws), organizationsWritesOf(aws)]) {
        middlewareStack.add(
          (next, { commandName = "" }) =>
            (args) =>
              inTurn(commandName, () => next(args)),
          early,
        );
      }
    },
    async run(tasks) {
      let running = tasks.length;
      const all = tasks.map((task) => task().finally(() => running--));
      for (let turn = 0; running > 0; ) {
        await new Promise((resolve) => setImmediate(resolve)); // Who has an answer acts on it before the next one goes.
        const [next] = waiting.splice((picks[turn] ?? 0) % Math.max(waiting.length, 1), 1);
        if (next === undefined) continue;
        turn++;
        calls.push({ who: next.who, name: next.name });
        await next.go();
      }
      await Promise.all(all);
      return calls;
    },
  };
}
