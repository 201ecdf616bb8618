// Whether somebody hears the alarms.
import { paginateListSubscriptionsByTopic, type Subscription } from "@aws-sdk/client-sns";
import { parseArn } from "../../lambda/arn.ts";
import { commandLine } from "../../lambda/command-line.ts";
import { readAlarms } from "./alarms-check.ts";
import type { Check, Found } from "./check.ts";
import type { Examined } from "./examined.ts";

export const alarmTopicCheck: Check = {
  name: "alarm-topic",
  title: "Who hears the alarms",
  about: "An alarm that nobody subscribes to wakes nobody. A mail address must be confirmed once.",
  permissions: ["cloudwatch:DescribeAlarms", "sns:ListSubscriptionsByTopic"],
  async run(examined) {
    const alarms = [...(await readAlarms(examined)).values()];
    const topics = new Set(alarms.flatMap(({ AlarmActions = [] }) => AlarmActions).filter(isTopic));
    if (topics.size === 0) throw new Error("No alarm names a topic: see the check alarms.");
    const found = await Promise.all([...topics].map((topic) => lookAt(examined, topic)));
    return found.flat();
  },
};

function isTopic(arn: string): boolean {
  return parseArn(arn)?.service === "sns";
}

async function lookAt({ aws }: Examined, TopicArn: string): Promise<readonly Found[]> {
  const { region = "", resource: thing = "" } = parseArn(TopicArn) ?? {};
  const where = { region, thing };
  const all: Subscription[] = [];
  for await (const page of paginateListSubscriptionsByTopic({ client: aws(region).sns }, { TopicArn })) {
    all.push(...(page.Subscriptions ?? []));
  }
  const pending = all.filter(({ SubscriptionArn = "" }) => !SubscriptionArn.startsWith("arn:"));
  const found = pending.map(({ Protocol, Endpoint = "" }): Found => {
    const what = `A subscription to the alarms is not confirmed (${Protocol}): ${Endpoint} hears nothing.`;
    return {
      status: "problem",
      what,
      fix: "Open the mail that SNS has sent, and confirm; or subscribe it anew.",
      where,
    };
  });
  if (all.length > pending.length) {
    return [...found, { status: "ok", what: `${all.length - pending.length} subscribers hear the alarms.`, where }];
  }
  const mail = ["--protocol", "email", "--notification-endpoint", "ADDRESS", "--region", region];
  const fix = `${commandLine("aws", "sns", "subscribe", "--topic-arn", TopicArn, ...mail)}   # or deployment.emails`;
  return [...found, { status: "warning", what: "Nobody subscribes to the alarms.", fix, where }];
}
