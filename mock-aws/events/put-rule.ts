// events:PutRule — https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_PutRule.html
import { z } from "zod";
import { AwsError } from "../aws-error.ts";
import { oneOf, tags, text } from "../input.ts";
import { operation } from "../operation.ts";
import { type Bus, findBus, type Rule, ruleArn } from "./buses.ts";
import { accessToPass, accessToRule, busNameOrArn, ruleName } from "./inputs.ts";
import { patternKeys } from "./pattern-keys.ts";
import { readPattern } from "./read-pattern.ts";
import { readSchedule, restartSchedule } from "./schedule.ts";

const input = z.strictObject({
  Name: ruleName,
  ScheduleExpression: text({ max: 256 }).optional(),
  EventPattern: text({ max: 4096 }).optional(),
  State: oneOf(["ENABLED", "DISABLED", "ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS"]).optional(),
  Description: text({ max: 512 }).optional(),
  RoleArn: text({ min: 1, max: 1600 }).optional(),
  Tags: tags.optional(),
  EventBusName: busNameOrArn.optional(),
});

type Input = z.infer<typeof input>;

export const putRule = operation({
  name: "PutRule",
  readOnly: false,
  input,
  authorize(wish, call) {
    const { Name, EventBusName, EventPattern, Tags = [], RoleArn } = wish;
    const requestTags = Object.fromEntries(Tags.map(({ Key, Value }) => [`aws:RequestTag/${Key}`, Value]));
    const tagged = Tags.length > 0 ? { ...requestTags, "aws:TagKeys": Tags.map(({ Key }) => Key) } : {};
    return [
      accessToRule("PutRule", Name, EventBusName, call, { ...patternKeys(EventPattern), ...tagged }),
      ...(Tags.length > 0 ? [accessToRule("TagResource", Name, EventBusName, call, tagged)] : []),
      ...accessToPass(RoleArn),
    ];
  },
  run(wish, call) {
    const bus = findBus(call, wish.EventBusName);
    const { pattern, schedule } = triggersOf(wish, bus);
    const rule = bus.rules.get(wish.Name) ?? addRule(bus, wish);
    Object.assign(rule, {
      pattern,
      schedule,
      state: wish.State ?? "ENABLED",
      description: wish.Description,
      roleArn: wish.RoleArn,
    });
    restartSchedule(call.world, rule);
    return { RuleArn: rule.arn };
  },
});

function triggersOf({ EventPattern, ScheduleExpression }: Input, bus: Bus): Pick<Rule, "pattern" | "schedule"> {
  if (EventPattern === undefined && ScheduleExpression === undefined) {
    throw new AwsError("ValidationException", "Parameter(s) EventPattern or ScheduleExpression must be specified.");
  }
  if (ScheduleExpression !== undefined && bus.name !== "default") {
    throw new AwsError("ValidationException", "ScheduleExpression is supported only on the default event bus.");
  }
  return {
    pattern: EventPattern === undefined ? undefined : readPattern(EventPattern),
    schedule: ScheduleExpression === undefined ? undefined : readSchedule(ScheduleExpression),
  };
}

/** "If you are updating an existing rule, any tags you specify are ignored." */
function addRule(bus: Bus, { Name, Tags = [] }: Input): Rule {
  const rule: Rule = {
    bus,
    name: Name,
    arn: ruleArn(bus, Name),
    state: "ENABLED",
    tags: new Map(Tags.map(({ Key, Value }) => [Key, Value])),
    targets: new Map(),
  };
  bus.rules.set(Name, rule);
  return rule;
}
