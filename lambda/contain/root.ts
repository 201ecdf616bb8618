// The root user of a member account: no IAM policy limits it, a service control policy does.
import type { RootPrincipal } from "../model.ts";
import type { Step } from "../steps.ts";
import type { Wish } from "./wish.ts";

export function containRoot({ principal }: Wish<RootPrincipal>): readonly Step[] {
  const partition = principal.arn.split(":")[1] ?? "aws";
  return [{ type: "deny-by-scp", account: principal.administration.account, target: principal.account, partition }];
}
