// What runs at a time or on an event: EventBridge, schedules, state machines, topics and queues.
//
// https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-rules.html
import type { ResidualKind, Rule } from "../kind.ts";

const BUS_RULE = "EventBridge rule {name|rule} on bus {eventBusName|@defaultBus}";
const DISABLED = `${BUS_RULE} switched off`;
const TARGETS = `targets of ${BUS_RULE}`;
const SCHEDULE = "schedule {name}";
const MACHINE = "state machine {>stateMachineArn|stateMachineArn}";
const SUBSCRIPTION = "subscription {>subscriptionArn|subscriptionArn}";
const TOPIC = "topic {topicArn}";

const schedule: Rule = { leaves: SCHEDULE, commands: ["scheduler delete-schedule --name {name}"] };

export const schedules: ResidualKind = {
  kind: "schedule",
  section: "left-behind",
  title: "Rules, schedules, state machines, topics and queues",
  why: "It runs by itself, with a role of its own, after any cutoff.",
  calls: {
    "events:PutRule": {
      repeats: true,
      leaves: BUS_RULE,
      commands: ["events disable-rule --name {name} --event-bus-name {eventBusName|@defaultBus}"],
      byHand: "If the rule was there before, set its pattern and state back.",
    },
    "events:DeleteRule": {
      ends: BUS_RULE,
      why: "What it started no longer starts: detections and this responder may hang on it.",
    },
    "events:DisableRule": {
      repeats: true,
      leaves: DISABLED,
      of: BUS_RULE,
      why: "What it started no longer starts: detections and this responder may hang on it.",
      commands: ["events enable-rule --name {name} --event-bus-name {eventBusName|@defaultBus}"],
    },
    "events:EnableRule": {
      ends: DISABLED,
      leaves: `${BUS_RULE} switched on`,
      commands: ["events disable-rule --name {name} --event-bus-name {eventBusName|@defaultBus}"],
    },
    "events:PutTargets": {
      leaves: TARGETS,
      of: BUS_RULE,
      commands: ["events list-targets-by-rule --rule {rule} --event-bus-name {eventBusName|@defaultBus}"],
    },
    "events:RemoveTargets": {
      leaves: `removed ${TARGETS}`,
      of: BUS_RULE,
      why: "What it started no longer starts: detections and this responder may hang on it.",
      commands: ["events list-targets-by-rule --rule {rule} --event-bus-name {eventBusName|@defaultBus}"],
    },
    "events:PutPermission": {
      repeats: true,
      leaves: "permission {statementId} of the event bus {eventBusName|@defaultBus}",
      why: "Others may put events on the bus.",
      commands: ["events remove-permission --statement-id {statementId} --event-bus-name {eventBusName|@defaultBus}"],
    },
    "events:RemovePermission": { ends: "permission {statementId} of the event bus {eventBusName|@defaultBus}" },
    "events:CreateApiDestination": {
      leaves: "API destination {name}",
      why: "Events are sent out of AWS.",
      commands: ["events delete-api-destination --name {name}"],
    },
    "events:DeleteApiDestination": { ends: "API destination {name}" },
    "scheduler:CreateSchedule": schedule,
    "scheduler:UpdateSchedule": { ...schedule, repeats: true },
    "scheduler:DeleteSchedule": { ends: SCHEDULE },
    "pipes:CreatePipe": { leaves: "pipe {name}", commands: ["pipes delete-pipe --name {name}"] },
    "pipes:DeletePipe": { ends: "pipe {name}" },
    "states:CreateStateMachine": {
      repeats: true,
      leaves: MACHINE,
      commands: ["stepfunctions delete-state-machine --state-machine-arn {>stateMachineArn}"],
    },
    "states:UpdateStateMachine": {
      leaves: `definition of ${MACHINE}`,
      commands: ["stepfunctions describe-state-machine --state-machine-arn {stateMachineArn}"],
    },
    "states:DeleteStateMachine": { ends: MACHINE },
    "states:StartExecution": {
      leaves: "execution {>executionArn}",
      commands: ["stepfunctions stop-execution --execution-arn {>executionArn}"],
    },
    "states:StopExecution": { ends: "execution {executionArn}", once: true },
    "sns:CreateTopic": {
      repeats: true,
      leaves: "topic {>topicArn|name}",
      commands: ["sns delete-topic --topic-arn {>topicArn}"],
    },
    "sns:DeleteTopic": { ends: TOPIC },
    "sns:Subscribe": {
      repeats: true,
      leaves: SUBSCRIPTION,
      of: TOPIC,
      why: "What is published goes to the intruder too.",
      commands: [
        "sns list-subscriptions-by-topic --topic-arn {topicArn}",
        "sns unsubscribe --subscription-arn {>subscriptionArn}",
      ],
    },
    "sns:Unsubscribe": { ends: SUBSCRIPTION, why: "Whoever was told is told no longer." },
    "sns:SetTopicAttributes": {
      leaves: `settings of ${TOPIC}`,
      of: TOPIC,
      commands: ["sns get-topic-attributes --topic-arn {topicArn}"],
    },
    "sns:AddPermission": {
      leaves: `permission {label} of ${TOPIC}`,
      of: TOPIC,
      commands: ["sns remove-permission --topic-arn {topicArn} --label {label}"],
    },
    "sqs:CreateQueue": {
      repeats: true,
      leaves: "queue {>queueUrl|queueName}",
      commands: ["sqs list-queues --queue-name-prefix {queueName}"],
    },
    "sqs:DeleteQueue": { ends: "queue {queueUrl}" },
    "sqs:SetQueueAttributes": {
      leaves: "settings of queue {queueUrl}",
      of: "queue {queueUrl}",
      why: "Its policy says who reads it.",
    },
    "sqs:AddPermission": {
      leaves: "permission {label} of queue {queueUrl}",
      of: "queue {queueUrl}",
      why: "Others read it.",
      commands: ["sqs remove-permission --queue-url {queueUrl} --label {label}"],
    },
    "sqs:PurgeQueue": { leaves: "emptied queue {queueUrl}", why: "What waited there is gone." },
  },
};
