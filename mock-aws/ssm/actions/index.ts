// The actions that run here, and those that AWS has beside them.
import type { Action } from "./action.ts";
import { approve } from "./approve.ts";
import { assertAwsResourceProperty } from "./assert-aws-resource-property.ts";
import { branch } from "./branch.ts";
import { invokeLambdaFunction } from "./invoke-lambda-function.ts";
import { sleep } from "./sleep.ts";

export const ACTIONS: ReadonlyMap<string, Action> = new Map([
  ["aws:approve", approve],
  ["aws:assertAwsResourceProperty", assertAwsResourceProperty],
  ["aws:branch", branch],
  ["aws:invokeLambdaFunction", invokeLambdaFunction],
  ["aws:sleep", sleep],
]);

/** https://docs.aws.amazon.com/systems-manager/latest/userguide/automation-actions.html */
export const NOT_HERE: ReadonlySet<string> = new Set(
  `changeInstanceState copyImage createImage createStack createTags deleteImage deleteStack executeAutomation
  executeAwsApi executeScript executeStateMachine invokeWebhook loop pause runCommand runInstances updateVariable
  waitForAwsResourceProperty`
    .split(/\s+/)
    .map((name) => `aws:${name}`),
);
