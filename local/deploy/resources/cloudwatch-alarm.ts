// AWS::CloudWatch::Alarm
import { PutMetricAlarmCommand, type PutMetricAlarmCommandInput } from "@aws-sdk/client-cloudwatch";
import { type MakeResource, textOf } from "./resource.ts";

export const cloudwatchAlarm: MakeResource = async ({ name, properties, account, region, admin: { cloudwatch } }) => {
  const AlarmName = textOf(properties, "AlarmName") ?? name;
  // CloudFormation's properties are the operation's members.
  await cloudwatch.send(new PutMetricAlarmCommand({ ...properties, AlarmName } as PutMetricAlarmCommandInput));
  return { ref: AlarmName, attributes: { Arn: `arn:aws:cloudwatch:${region}:${account}:alarm:${AlarmName}` } };
};
