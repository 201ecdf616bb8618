// Who makes the calls of a simulation.
import type { RequestPrincipal } from "../../policy/request.ts";
import type { World } from "../../world.ts";
import { lookUp } from "../state.ts";
import { invalidSimulation } from "./input.ts";

const USER_ARN = /^arn:[^:]+:iam::(\d{12}):user\/(?:.*\/)?([^/]+)$/;

/** "You can specify only the ARN of an IAM user"; it need not exist. */
export function simulatedCaller(world: World, arn: string): Extract<RequestPrincipal, { type: "user" }> {
  const [, account, name = ""] = USER_ARN.exec(arn) ?? [];
  if (account === undefined) throw invalidSimulation(`Invalid Caller Arn: ${arn}. It must be the ARN of an IAM user.`);
  const user = world.accounts.has(account) ? lookUp(world, account, "users", name) : undefined;
  return { type: "user", account, arn, userId: user?.arn === arn ? user.id : "" };
}
