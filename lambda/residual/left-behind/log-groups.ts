// CloudWatch Logs and alarms: logs deleted, cut short or sent elsewhere, alarms that no longer ring.
//
// https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/Subscriptions.html
import type { ResidualKind, Rule } from "../kind.ts";

const GROUP = "log group {logGroupName}";
const SUBSCRIPTION = `subscription {filterName} of ${GROUP}`;
const METRIC = `metric filter {filterName} of ${GROUP}`;
const ALARMS_OFF = "actions of alarm {.} switched off";
const LOST = "What was written there is gone.";

const policy: Rule = {
  leaves: "policy {policyName} of CloudWatch Logs",
  commands: ["logs describe-resource-policies", "logs delete-resource-policy --policy-name {policyName}"],
};

export const logGroups: ResidualKind = {
  kind: "log",
  section: "left-behind",
  title: "Logs and alarms",
  why: "The setting stays: what it kept or told is missing, or goes to others.",
  calls: {
    "logs:DeleteLogGroup": {
      ends: GROUP,
      why: LOST,
      commands: ["logs create-log-group --log-group-name {logGroupName}"],
    },
    "logs:CreateLogGroup": { leaves: GROUP, commands: ["logs delete-log-group --log-group-name {logGroupName}"] },
    "logs:DeleteLogStream": { ends: `stream {logStreamName} of ${GROUP}`, why: LOST },
    "logs:PutRetentionPolicy": {
      leaves: `retention of ${GROUP}`,
      of: GROUP,
      why: "Older lines are deleted.",
      commands: ["logs delete-retention-policy --log-group-name {logGroupName}"],
    },
    "logs:PutSubscriptionFilter": {
      repeats: true,
      leaves: SUBSCRIPTION,
      of: GROUP,
      why: "Every new line is sent there.",
      commands: ["logs delete-subscription-filter --log-group-name {logGroupName} --filter-name {filterName}"],
    },
    "logs:DeleteSubscriptionFilter": { ends: SUBSCRIPTION, why: "Whoever watched these lines sees them no longer." },
    "logs:PutMetricFilter": {
      repeats: true,
      leaves: METRIC,
      of: GROUP,
      commands: ["logs describe-metric-filters --log-group-name {logGroupName}"],
    },
    "logs:DeleteMetricFilter": { ends: METRIC, why: "Alarms on it ring no longer." },
    "logs:PutResourcePolicy": policy,
    "logs:PutDestinationPolicy": {
      leaves: "policy of the log destination {destinationName}",
      commands: ["logs describe-destinations --destination-name-prefix {destinationName}"],
    },
    "logs:PutAccountPolicy": {
      leaves: "account policy {policyName} of CloudWatch Logs",
      commands: ["logs delete-account-policy --policy-name {policyName} --policy-type {policyType}"],
    },
    "monitoring:DeleteAlarms": { each: "alarmNames", ends: "alarm {.}" },
    "monitoring:PutMetricAlarm": {
      repeats: true,
      leaves: "alarm {alarmName}",
      commands: ["cloudwatch describe-alarms --alarm-names {alarmName}"],
    },
    "monitoring:SetAlarmState": { leaves: "state of alarm {alarmName}", why: "It rings at its next change only." },
    "monitoring:DisableAlarmActions": {
      each: "alarmNames",
      leaves: ALARMS_OFF,
      of: "alarm {.}",
      commands: ["cloudwatch enable-alarm-actions --alarm-names {.}"],
    },
    "monitoring:EnableAlarmActions": {
      each: "alarmNames",
      ends: ALARMS_OFF,
      leaves: "actions of alarm {.} switched on",
    },
  },
};
