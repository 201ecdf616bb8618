// In which Region something is made: known now, or found out when a template that serves many Regions is deployed.
import { CfnCondition, type CfnResource, Fn, type Stack, Token } from "aws-cdk-lib";

/** True or false where the stack's Region is known. */
export type Where = CfnCondition | boolean;

export function onlyIn(stack: Stack, id: string, region: string): Where {
  return Token.isUnresolved(stack.region)
    ? new CfnCondition(stack, id, { expression: Fn.conditionEquals(stack.region, region) })
    : stack.region === region;
}

export function conditionOn(resource: CfnResource, where: Where): void {
  if (typeof where !== "boolean") resource.cfnOptions.condition = where;
}
