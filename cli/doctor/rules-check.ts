// Whether EventBridge brings what the responder understands: each rule there, on, with today's pattern and its target.
import {
  DescribeRuleCommand,
  type DescribeRuleCommandOutput,
  ListTargetsByRuleCommand,
} from "@aws-sdk/client-eventbridge";
import { commandLine } from "../../lambda/command-line.ts";
import { RESPONDER, WATCH } from "../../lambda/own-names.ts";
import { sameMeaning } from "../../lambda/policy-text.ts";
import { settleSome } from "../../lambda/settle-some.ts";
import { ALERT_RULES, forwardedRules, HOME_RULES } from "../../lib/event-list.ts";
import type { EventRule } from "../../lib/event-rules.ts";
import { unless } from "./call-error.ts";
import type { Check, Found } from "./check.ts";
import { DEPLOY } from "./deploy-line.ts";
import type { Examined } from "./examined.ts";
import { inEachRegion } from "./in-each-region.ts";

type Expected = Pick<EventRule, "name" | "pattern" | "state" | "schedule"> & {
  /** How the ARN of its target ends. */
  readonly target: string;
};

export const rulesCheck: Check = {
  name: "rules",
  title: "EventBridge's rules",
  about: "What no rule brings is never heard, and nothing says so.",
  permissions: ["events:DescribeRule", "events:ListTargetsByRule"],
  run: (examined) => inEachRegion(examined, lookAt),
};

const AT_ONCE = 4;

async function lookAt(examined: Examined, region: string): Promise<readonly Found[]> {
  const expected = await expectedIn(examined, region);
  const looks = await settleSome(AT_ONCE, expected, (rule) => lookAtRule(examined, region, rule));
  const found = looks.flatMap((look) => {
    if (look.status === "rejected") throw look.reason;
    return look.value;
  });
  if (found.length > 0) return found;
  return [
    {
      status: "ok",
      what: `${expected.length} rules in ${region} are on and lead to the responder.`,
      where: { region },
    },
  ];
}

async function expectedIn({ region: home, inside, functionName, account }: Examined, region: string) {
  if (region !== home) {
    const { administration } = await inside();
    const administers = administration?.account === (await account()) ? administration : undefined;
    return forwardedRules(region, administers).map((rule): Expected => ({ ...rule, target: ":event-bus/default" }));
  }
  const alerts = new Set(ALERT_RULES.map(({ name }) => name));
  return [
    ...HOME_RULES.map(
      (rule): Expected => ({ ...rule, target: `:function:${alerts.has(rule.name) ? functionName : WATCH}` }),
    ),
    { name: "heartbeat", schedule: "rate(1 minute)", target: `:function:${WATCH}` },
  ];
}

async function lookAtRule({ aws }: Examined, region: string, expected: Expected): Promise<readonly Found[]> {
  const { events } = aws(region);
  const Name = `${RESPONDER}-${expected.name}`;
  const where = { region, thing: Name };
  const problem = (what: string, fix: string): readonly Found[] => [{ status: "problem", what, fix, where }];
  const rule = await unless(/^ResourceNotFoundException$/, events.send(new DescribeRuleCommand({ Name })));
  if (!rule) return problem(`There is no rule ${Name} in ${region}.`, DEPLOY);
  const wrong = differenceOf(rule, expected);
  if (wrong === "state") {
    const what = `The rule ${Name} in ${region} is ${rule.State}, and should be ${expected.state ?? "ENABLED"}.`;
    return problem(what, enable(Name, region, expected));
  }
  if (wrong !== undefined)
    return problem(`The rule ${Name} in ${region} has not the ${wrong} of this version.`, DEPLOY);
  const { Targets = [] } = await events.send(new ListTargetsByRuleCommand({ Rule: Name }));
  if (Targets.some(({ Arn }) => Arn?.endsWith(expected.target))) return [];
  return problem(`The rule ${Name} in ${region} does not lead to the responder (…${expected.target}).`, DEPLOY);
}

function differenceOf(rule: DescribeRuleCommandOutput, { pattern, state = "ENABLED", schedule }: Expected) {
  if (rule.State !== state) return "state";
  if (schedule !== undefined && rule.ScheduleExpression !== schedule) return "schedule";
  if (pattern === undefined) return undefined;
  return sameMeaning(JSON.parse(rule.EventPattern ?? "null"), pattern) ? undefined : "pattern";
}

/** `enable-rule` knows the one state only; the other is put with the pattern. */
function enable(Name: string, region: string, { state, pattern }: Expected): string {
  if (state === undefined || state === "ENABLED") {
    return commandLine("aws", "events", "enable-rule", "--name", Name, "--region", region);
  }
  const put = ["--event-pattern", JSON.stringify(pattern), "--state", state];
  return commandLine("aws", "events", "put-rule", "--name", Name, ...put, "--region", region);
}
