// What goes wrong on an installation, made and mended by AWS's own APIs, with the check that has to find it.
import {
  CreateTrailCommand,
  DeleteTrailCommand,
  PutEventSelectorsCommand,
  StartLoggingCommand,
  StopLoggingCommand,
} from "@aws-sdk/client-cloudtrail";
import {
  DeleteAlarmsCommand,
  DescribeAlarmsCommand,
  DisableAlarmActionsCommand,
  EnableAlarmActionsCommand,
  PutMetricAlarmCommand,
  type PutMetricAlarmCommandInput,
} from "@aws-sdk/client-cloudwatch";
import { UpdateContinuousBackupsCommand, UpdateTableCommand } from "@aws-sdk/client-dynamodb";
import {
  DescribeRuleCommand,
  DisableRuleCommand,
  EnableRuleCommand,
  ListTargetsByRuleCommand,
  PutRuleCommand,
  PutTargetsCommand,
  RemoveTargetsCommand,
} from "@aws-sdk/client-eventbridge";
import {
  CreateDetectorCommand,
  DeleteDetectorCommand,
  ListDetectorsCommand,
  UpdateDetectorCommand,
} from "@aws-sdk/client-guardduty";
import {
  CreateUserCommand,
  DeleteRolePolicyCommand,
  DeleteUserCommand,
  GetRoleCommand,
  PutRolePolicyCommand,
  UpdateAssumeRolePolicyCommand,
} from "@aws-sdk/client-iam";
import { DeleteFunctionConcurrencyCommand, PutFunctionConcurrencyCommand } from "@aws-sdk/client-lambda";
import { ListSubscriptionsCommand, SubscribeCommand, UnsubscribeCommand } from "@aws-sdk/client-sns";
import { GetQueueUrlCommand, PurgeQueueCommand, SendMessageCommand } from "@aws-sdk/client-sqs";
import { topicByArn } from "../../../mock-aws/sns/topics.ts";
import { policy } from "../../support/service.ts";
import type { Healthy } from "./healthy.ts";

export type Fault = {
  readonly what: string;
  /** The one check that finds it, and how. */
  readonly check: string;
  readonly status: "problem" | "warning";
  /** In what it says to do. */
  readonly fix: string;
  /** Answers with what mends it. */
  make(installation: Healthy): Promise<() => Promise<unknown>>;
};

const MEMBER_ROLE = "credential-leak-responder-member";
const ABROAD = "eu-west-1";

export const SECOND_APPROVER = "second-on-call";

export const FAULTS: readonly Fault[] = [
  {
    what: "a rule that is disabled in another Region",
    check: "rules",
    status: "problem",
    fix: "aws events enable-rule --name credential-leak-responder-guardduty --region eu-west-1",
    async make({ as, admin }) {
      const { events } = as(admin.keys, ABROAD);
      const rule = { Name: "credential-leak-responder-guardduty" };
      await events.send(new DisableRuleCommand(rule));
      return () => events.send(new EnableRuleCommand(rule));
    },
  },
  {
    what: "a rule for sessions that sees no reads",
    check: "rules",
    status: "problem",
    fix: "ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS",
    async make({ admin: { events } }) {
      const rule = { Name: "credential-leak-responder-opened-sessions" };
      const { EventPattern, State } = await events.send(new DescribeRuleCommand(rule));
      await events.send(new EnableRuleCommand(rule));
      return () => events.send(new PutRuleCommand({ ...rule, EventPattern, State }));
    },
  },
  {
    what: "a rule whose pattern is of another version",
    check: "rules",
    status: "problem",
    fix: "npx cdk deploy 'CredentialLeakResponder*'",
    async make({ admin: { events } }) {
      const rule = { Name: "credential-leak-responder-health" };
      const { EventPattern } = await events.send(new DescribeRuleCommand(rule));
      await events.send(new PutRuleCommand({ ...rule, EventPattern: '{"source":["aws.nothing"]}' }));
      return () => events.send(new PutRuleCommand({ ...rule, EventPattern }));
    },
  },
  {
    what: "a rule that leads nowhere",
    check: "rules",
    status: "problem",
    fix: "npx cdk deploy",
    async make({ admin: { events } }) {
      const Rule = "credential-leak-responder-guardduty";
      const { Targets = [] } = await events.send(new ListTargetsByRuleCommand({ Rule }));
      await events.send(new RemoveTargetsCommand({ Rule, Ids: Targets.map(({ Id = "" }) => Id) }));
      return () => events.send(new PutTargetsCommand({ Rule, Targets }));
    },
  },
  {
    what: "a trail that does not log",
    check: "trail",
    status: "problem",
    fix: "aws cloudtrail start-logging --name arn:aws:cloudtrail:us-east-1:111122223333:trail/everything",
    async make({ admin: { cloudtrail } }) {
      await cloudtrail.send(new StopLoggingCommand({ Name: "everything" }));
      return () => cloudtrail.send(new StartLoggingCommand({ Name: "everything" }));
    },
  },
  {
    what: "a trail that logs writes only",
    check: "trail",
    status: "problem",
    fix: "put-event-selectors",
    async make({ admin: { cloudtrail } }) {
      const select = (ReadWriteType: "All" | "WriteOnly") =>
        cloudtrail.send(new PutEventSelectorsCommand({ TrailName: "everything", EventSelectors: [{ ReadWriteType }] }));
      await select("WriteOnly");
      return () => select("All");
    },
  },
  {
    what: "a trail that keeps no digests",
    check: "trail",
    status: "warning",
    fix: "aws cloudtrail update-trail --name arn:aws:cloudtrail:us-east-1:111122223333:trail/bare",
    async make({ admin: { cloudtrail } }) {
      await cloudtrail.send(new StopLoggingCommand({ Name: "everything" })); // It would be enough.
      const bare = { Name: "bare", S3BucketName: "trail-of-everything", IsMultiRegionTrail: true };
      await cloudtrail.send(new CreateTrailCommand(bare));
      await cloudtrail.send(new StartLoggingCommand({ Name: "bare" }));
      return async () => {
        await cloudtrail.send(new DeleteTrailCommand({ Name: "bare" }));
        await cloudtrail.send(new StartLoggingCommand({ Name: "everything" }));
      };
    },
  },
  {
    what: "GuardDuty, off in a Region",
    check: "guardduty",
    status: "problem",
    fix: "aws guardduty create-detector --enable --finding-publishing-frequency FIFTEEN_MINUTES --region eu-west-1",
    async make({ guardDuty }) {
      const there = guardDuty(ABROAD);
      const { DetectorIds: [DetectorId] = [] } = await there.send(new ListDetectorsCommand({}));
      await there.send(new DeleteDetectorCommand({ DetectorId }));
      return () =>
        there.send(new CreateDetectorCommand({ Enable: true, FindingPublishingFrequency: "FIFTEEN_MINUTES" }));
    },
  },
  {
    what: "GuardDuty, suspended",
    check: "guardduty",
    status: "problem",
    fix: "--enable",
    make: (installation) => changeDetector(installation, { Enable: false }, { Enable: true }),
  },
  {
    what: "GuardDuty, six hours late with what goes on",
    check: "guardduty",
    status: "warning",
    fix: "--finding-publishing-frequency FIFTEEN_MINUTES",
    make: (installation) =>
      changeDetector(
        installation,
        { FindingPublishingFrequency: "SIX_HOURS" },
        { FindingPublishingFrequency: "FIFTEEN_MINUTES" },
      ),
  },
  {
    what: "an event among the dead letters",
    check: "dead-letters",
    status: "problem",
    fix: "responder redrive",
    async make({ admin: { sqs } }) {
      const { QueueUrl } = await sqs.send(
        new GetQueueUrlCommand({ QueueName: "credential-leak-responder-dead-letters" }),
      );
      await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: "{}" }));
      return () => sqs.send(new PurgeQueueCommand({ QueueUrl }));
    },
  },
  {
    what: "a function that may not run",
    check: "concurrency",
    status: "problem",
    fix: "aws lambda delete-function-concurrency --function-name credential-leak-responder-watch",
    async make({ admin: { lambda } }) {
      const reserve = (ReservedConcurrentExecutions: number) =>
        lambda.send(new PutFunctionConcurrencyCommand({ FunctionName: WATCH, ReservedConcurrentExecutions }));
      await reserve(0);
      return () => reserve(20);
    },
  },
  {
    what: "a function for which nothing is reserved",
    check: "concurrency",
    status: "warning",
    fix: "deployment.reserveForAlerts",
    async make({ admin: { lambda } }) {
      const FunctionName = "credential-leak-responder";
      await lambda.send(new DeleteFunctionConcurrencyCommand({ FunctionName }));
      return () => lambda.send(new PutFunctionConcurrencyCommand({ FunctionName, ReservedConcurrentExecutions: 20 }));
    },
  },
  {
    what: "an alarm that tells nobody",
    check: "alarms",
    status: "problem",
    fix: "aws cloudwatch enable-alarm-actions --alarm-names credential-leak-responder-leaking",
    async make({ admin: { cloudwatch } }) {
      const AlarmNames = ["credential-leak-responder-leaking"];
      await cloudwatch.send(new DisableAlarmActionsCommand({ AlarmNames }));
      return () => cloudwatch.send(new EnableAlarmActionsCommand({ AlarmNames }));
    },
  },
  {
    what: "an alarm that was deleted",
    check: "alarms",
    status: "problem",
    fix: "npx cdk deploy",
    async make({ admin: { cloudwatch } }) {
      const AlarmNames = ["credential-leak-responder-paged"];
      const { MetricAlarms: [alarm] = [] } = await cloudwatch.send(new DescribeAlarmsCommand({ AlarmNames }));
      await cloudwatch.send(new DeleteAlarmsCommand({ AlarmNames }));
      const { AlarmName, MetricName, Namespace, Dimensions, Statistic, Period, EvaluationPeriods } = alarm ?? {};
      const { Threshold, ComparisonOperator, AlarmActions } = alarm ?? {};
      const what = { AlarmName, MetricName, Namespace, Dimensions, Statistic, Period, EvaluationPeriods };
      const input = { ...what, Threshold, ComparisonOperator, AlarmActions } as PutMetricAlarmCommandInput;
      return () => cloudwatch.send(new PutMetricAlarmCommand(input));
    },
  },
  {
    what: "alarms that nobody hears",
    check: "alarm-topic",
    status: "warning",
    fix: "aws sns subscribe",
    async make({ admin: { sns } }) {
      const { Subscriptions: [one] = [] } = await sns.send(new ListSubscriptionsCommand({}));
      const { SubscriptionArn, TopicArn, Protocol, Endpoint } = one ?? {};
      await sns.send(new UnsubscribeCommand({ SubscriptionArn }));
      return () => sns.send(new SubscribeCommand({ TopicArn, Protocol, Endpoint }));
    },
  },
  {
    what: "a mail address that nobody has confirmed",
    check: "alarm-topic",
    status: "problem",
    fix: "confirm",
    async make({ admin: { sns }, aws }) {
      const { Subscriptions: [one] = [] } = await sns.send(new ListSubscriptionsCommand({}));
      const { TopicArn = "" } = one ?? {};
      await sns.send(new SubscribeCommand({ TopicArn, Protocol: "email", Endpoint: "on-call@example.com" }));
      return async () => topicByArn(aws.world(), TopicArn)?.pending.clear(); // AWS forgets it after three days.
    },
  },
  {
    what: "a ledger that one call deletes",
    check: "ledger",
    status: "problem",
    fix: "--deletion-protection-enabled",
    async make({ admin: { dynamodb }, ledgerTable }) {
      const TableName = await ledgerTable();
      const protect = (DeletionProtectionEnabled: boolean) =>
        dynamodb.send(new UpdateTableCommand({ TableName, DeletionProtectionEnabled }));
      await protect(false);
      return () => protect(true);
    },
  },
  {
    what: "a ledger that cannot be brought back",
    check: "ledger",
    status: "problem",
    fix: "aws dynamodb update-continuous-backups",
    async make({ admin: { dynamodb }, ledgerTable }) {
      const TableName = await ledgerTable();
      const recover = (PointInTimeRecoveryEnabled: boolean) =>
        dynamodb.send(
          new UpdateContinuousBackupsCommand({
            TableName,
            PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled },
          }),
        );
      await recover(false);
      return () => recover(true);
    },
  },
  {
    what: "a member's role that does not let the responder in",
    check: "accounts",
    status: "problem",
    fix: "npx cdk deploy CredentialLeakMember --profile member",
    async make({ member: { iam } }) {
      const { Role } = await iam.send(new GetRoleCommand({ RoleName: MEMBER_ROLE }));
      const trust = (PolicyDocument: string) =>
        iam.send(new UpdateAssumeRolePolicyCommand({ RoleName: MEMBER_ROLE, PolicyDocument }));
      const nobody = { Effect: "Allow", Principal: { Service: "ec2.amazonaws.com" }, Action: "sts:AssumeRole" };
      await trust(policy(nobody));
      return () => trust(decodeURIComponent(Role?.AssumeRolePolicyDocument ?? ""));
    },
  },
  {
    what: "a member's role that may not deny",
    check: "accounts",
    status: "problem",
    fix: "npx cdk deploy CredentialLeakMember",
    async make({ member: { iam } }) {
      const named = { RoleName: MEMBER_ROLE, PolicyName: "never" };
      const PolicyDocument = policy({ Effect: "Deny", Action: "iam:PutRolePolicy", Resource: "*" });
      await iam.send(new PutRolePolicyCommand({ ...named, PolicyDocument }));
      return () => iam.send(new DeleteRolePolicyCommand(named));
    },
  },
  {
    what: "an approver who has left",
    check: "approvers",
    status: "problem",
    fix: "approval.approvers",
    async make({ admin: { iam } }) {
      await iam.send(new DeleteUserCommand({ UserName: SECOND_APPROVER }));
      return () => iam.send(new CreateUserCommand({ UserName: SECOND_APPROVER }));
    },
  },
  {
    what: "a role full to the brim",
    check: "room",
    status: "warning",
    fix: "aws iam list-role-policies --role-name credential-hoarder",
    async make({ admin: { iam } }) {
      const named = { RoleName: "credential-hoarder", PolicyName: "everything" };
      const Action = Array.from({ length: 770 }, (_, index) => `s3:Get${1000 + index}`);
      const PolicyDocument = policy({ Effect: "Allow", Action, Resource: "*" });
      await iam.send(new PutRolePolicyCommand({ ...named, PolicyDocument }));
      return () => iam.send(new DeleteRolePolicyCommand(named));
    },
  },
];

const WATCH = "credential-leak-responder-watch";

type Change = { readonly Enable?: boolean; readonly FindingPublishingFrequency?: "SIX_HOURS" | "FIFTEEN_MINUTES" };

async function changeDetector({ guardDuty }: Healthy, to: Change, back: Change) {
  const here = guardDuty("us-east-1");
  const { DetectorIds: [DetectorId] = [] } = await here.send(new ListDetectorsCommand({}));
  await here.send(new UpdateDetectorCommand({ DetectorId, ...to }));
  return () => here.send(new UpdateDetectorCommand({ DetectorId, ...back }));
}
