// A function that keeps what it is sent, for tests of what EventBridge delivers.
import { registerFunction } from "../../../mock-aws/lambda/functions.ts";
import type { TestAws } from "../../support/local-aws.ts";

export type Catcher = { readonly arn: string; readonly events: readonly unknown[] };

export function catcher(aws: TestAws, name = "catcher", region = "us-east-1", account = "111122223333"): Catcher {
  const events: unknown[] = [];
  const { arn } = registerFunction(aws.aws.world(), {
    account,
    region,
    name,
    handler: async (event) => void events.push(event),
  });
  return { arn, events };
}
