// Rules and buses as EventBridge's answers show them.
import type { Bus, Rule } from "./buses.ts";

export function showRule(rule: Rule) {
  return {
    Name: rule.name,
    Arn: rule.arn,
    EventPattern: rule.pattern?.text,
    State: rule.state,
    Description: rule.description,
    ScheduleExpression: rule.schedule?.text,
    RoleArn: rule.roleArn,
    EventBusName: rule.bus.name,
  };
}

export function showBus(bus: Bus) {
  return {
    Name: bus.name,
    Arn: bus.arn,
    Description: bus.description,
    Policy: bus.policy?.document.text,
    CreationTime: new Date(bus.createdAt),
    LastModifiedTime: new Date(bus.modifiedAt),
  };
}
