// The types of resources that our templates have. `only-named`: nothing runs by it, and others refer to it.
import { athenaWorkGroup } from "./athena-work-group.ts";
import { cloudwatchAlarm } from "./cloudwatch-alarm.ts";
import { dynamodbTable } from "./dynamodb-table.ts";
import { eventBusPolicy } from "./event-bus-policy.ts";
import { eventInvokeConfig } from "./event-invoke-config.ts";
import { eventsRule } from "./events-rule.ts";
import { glueDatabase } from "./glue-database.ts";
import { glueTable } from "./glue-table.ts";
import { iamManagedPolicy } from "./iam-managed-policy.ts";
import { iamPolicy } from "./iam-policy.ts";
import { iamRole } from "./iam-role.ts";
import { lambdaFunction } from "./lambda-function.ts";
import { lambdaPermission } from "./lambda-permission.ts";
import type { MakeResource } from "./resource.ts";
import { schedulerSchedule } from "./scheduler-schedule.ts";
import { secretsManagerSecret } from "./secretsmanager-secret.ts";
import { snsTopic } from "./sns-topic.ts";
import { snsTopicPolicy } from "./sns-topic-policy.ts";
import { sqsQueue } from "./sqs-queue.ts";
import { sqsQueuePolicy } from "./sqs-queue-policy.ts";
import { ssmDocument } from "./ssm-document.ts";

export const RESOURCES: Readonly<Record<string, MakeResource | "only-named">> = {
  "AWS::Athena::WorkGroup": athenaWorkGroup,
  "AWS::CloudFormation::StackSet": "only-named",
  "AWS::CloudWatch::Alarm": cloudwatchAlarm,
  "AWS::CloudWatch::Dashboard": "only-named",
  "AWS::DynamoDB::Table": dynamodbTable,
  "AWS::Events::EventBusPolicy": eventBusPolicy,
  "AWS::Events::Rule": eventsRule,
  "AWS::Glue::Database": glueDatabase,
  "AWS::Glue::Table": glueTable,
  "AWS::IAM::ManagedPolicy": iamManagedPolicy,
  "AWS::IAM::Policy": iamPolicy,
  "AWS::IAM::Role": iamRole,
  "AWS::KMS::Key": "only-named",
  "AWS::Lambda::EventInvokeConfig": eventInvokeConfig,
  "AWS::Lambda::Function": lambdaFunction,
  "AWS::Lambda::Permission": lambdaPermission,
  "AWS::Logs::LogGroup": "only-named",
  "AWS::Logs::QueryDefinition": "only-named",
  "AWS::SNS::Subscription": "only-named",
  "AWS::SNS::Topic": snsTopic,
  "AWS::SNS::TopicPolicy": snsTopicPolicy,
  "AWS::SQS::Queue": sqsQueue,
  "AWS::SQS::QueuePolicy": sqsQueuePolicy,
  "AWS::SSM::Document": ssmDocument,
  "AWS::Scheduler::Schedule": schedulerSchedule,
  "AWS::SecretsManager::Secret": secretsManagerSecret,
};
