// A function's execution environments: each works on one event at a time and shares nothing with the others, as in Lambda.
import type { LambdaHandler } from "../../mock-aws/lambda/functions.ts";

export type Environments = {
  readonly handler: LambdaHandler;
  /** How many there are: as many as were busy at one moment. */
  count(): number;
};

/** `start` makes one, where none of those that there are is free. */
export function environments(start: (variables: Readonly<Record<string, string>>) => LambdaHandler): Environments {
  const free: LambdaHandler[] = [];
  let count = 0;
  function begin(variables: Readonly<Record<string, string>>): LambdaHandler {
    count++;
    return start(variables);
  }
  return {
    async handler(event, context, variables) {
      const own = free.pop() ?? begin(variables);
      try {
        return await own(event, context, variables);
      } finally {
        free.push(own);
      }
    },
    count: () => count,
  };
}
