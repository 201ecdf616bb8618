// Rules in EventBridge: one for each pattern that stands beside its reader, all to one target.
import { CfnRule } from "aws-cdk-lib/aws-events";
import { Construct } from "constructs";
import { RESPONDER } from "../lambda/own-names.ts";
import { conditionOn, type Where } from "./where.ts";

export type EventRule = {
  readonly name: string;
  readonly description: string;
  /** What the rule matches, or when it fires. */
  readonly pattern?: Readonly<Record<string, unknown>>;
  readonly schedule?: string;
  /** ENABLED unless said. */
  readonly state?: string;
  /** Where the rule is made at all: for a template that serves many Regions. */
  readonly where?: Where;
};

export type Target = {
  readonly arn: string;
  /** The role that EventBridge takes for it, where the target is a bus. */
  readonly roleArn?: string;
  readonly input?: string;
  readonly deadLetterArn?: string;
  readonly retryPolicy: CfnRule.RetryPolicyProperty;
};

/** A day of tries, the most that EventBridge makes: https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-rule-event-delivery.html */
export const AS_LONG_AS_POSSIBLE: CfnRule.RetryPolicyProperty = {
  maximumRetryAttempts: 185,
  maximumEventAgeInSeconds: 24 * 60 * 60,
};

export type EventRulesProps = { readonly target: Target; readonly rules: readonly EventRule[] };

export class EventRules extends Construct {
  constructor(scope: Construct, id: string, { target, rules }: EventRulesProps) {
    super(scope, id);
    const { deadLetterArn, ...rest } = target;
    const targets = [
      {
        id: "responder",
        ...rest,
        ...(deadLetterArn === undefined ? {} : { deadLetterConfig: { arn: deadLetterArn } }),
      },
    ];
    for (const { name, description, pattern, schedule, state = "ENABLED", where = true } of rules) {
      const when = {
        ...(pattern ? { eventPattern: pattern } : {}),
        ...(schedule === undefined ? {} : { scheduleExpression: schedule }),
      };
      const rule = new CfnRule(this, name, { name: `${RESPONDER}-${name}`, description, state, targets, ...when });
      conditionOn(rule, where);
    }
  }
}
