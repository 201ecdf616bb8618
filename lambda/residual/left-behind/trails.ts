// What writes down what happens: trails, event data stores, flow logs, DNS query logs, configuration recorders, log groups.
//
// https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-trails.html
import type { ResidualKind, Rule } from "../kind.ts";

const BLIND = "Until it is on again nobody sees what the intruder does, and no proof from it counts.";
const TRAIL = "trail {name:name|trailName:name}";
const STOPPED = `${TRAIL} switched off`;
const STORE = "event data store {eventDataStore|>eventDataStoreArn|name}";
const STORE_STOPPED = `${STORE} switched off`;
const RECORDER = "configuration recorder {configurationRecorderName|configurationRecorder.name}";
const RECORDER_STOPPED = `${RECORDER} switched off`;
const FLOW_LOG = "flow log {.}";
const QUERY_LOG = "DNS query logging {resolverQueryLogConfigId|>resolverQueryLogConfig.id}";
const QUERY_LOGGED_VPC = "DNS query logging {resolverQueryLogConfigId} of VPC {resourceId}";

const selectors: Rule = {
  leaves: `event selectors of ${TRAIL}`,
  of: TRAIL,
  commands: [
    "cloudtrail get-event-selectors --trail-name {trailName}",
    "cloudtrail put-event-selectors --trail-name {trailName} --event-selectors ReadWriteType=All,IncludeManagementEvents=true",
  ],
  byHand: "Add the data events that were recorded before.",
};

export const trails: ResidualKind = {
  kind: "trail",
  section: "left-behind",
  title: "Trails, flow logs, DNS query logs, recorders",
  why: BLIND,
  calls: {
    "cloudtrail:StopLogging": {
      leaves: STOPPED,
      of: TRAIL,
      commands: ["cloudtrail start-logging --name {name}"],
    },
    "cloudtrail:StartLogging": {
      ends: STOPPED,
      leaves: `${TRAIL} switched on`,
      why: "It may write to the intruder's bucket.",
    },
    "cloudtrail:DeleteTrail": {
      ends: TRAIL,
      commands: [
        "cloudtrail create-trail --name {name:name} --s3-bucket-name S3_BUCKET_NAME --is-multi-region-trail --enable-log-file-validation",
        "cloudtrail start-logging --name {name:name}",
      ],
    },
    "cloudtrail:UpdateTrail": {
      leaves: `settings of ${TRAIL}`,
      of: TRAIL,
      commands: ["cloudtrail get-trail --name {name}"],
      byHand: "Set bucket, key, Regions and validation back with aws cloudtrail update-trail.",
    },
    "cloudtrail:CreateTrail": {
      leaves: TRAIL,
      why: "It writes what happens here to a bucket that the intruder has chosen.",
      commands: ["cloudtrail delete-trail --name {name}"],
    },
    "cloudtrail:PutEventSelectors": selectors,
    "cloudtrail:PutInsightSelectors": {
      ...selectors,
      leaves: `Insights of ${TRAIL}`,
      commands: ["cloudtrail get-insight-selectors --trail-name {trailName}"],
      byHand: "Switch Insights on again if they were on.",
    },
    "cloudtrail:StopEventDataStoreIngestion": {
      leaves: STORE_STOPPED,
      commands: ["cloudtrail start-event-data-store-ingestion --event-data-store {eventDataStore}"],
    },
    "cloudtrail:StartEventDataStoreIngestion": { ends: STORE_STOPPED, leaves: `${STORE} switched on` },
    "cloudtrail:UpdateEventDataStore": {
      leaves: `settings of ${STORE}`,
      commands: ["cloudtrail get-event-data-store --event-data-store {eventDataStore}"],
    },
    "cloudtrail:DeleteEventDataStore": {
      ends: STORE,
      commands: ["cloudtrail restore-event-data-store --event-data-store {eventDataStore}"],
    },
    "cloudtrail:RegisterOrganizationDelegatedAdmin": {
      leaves: "account {memberAccountId} as administrator of CloudTrail",
      why: "It may change the organization's trails.",
      commands: ["cloudtrail deregister-organization-delegated-admin --delegated-admin-account-id {memberAccountId}"],
    },
    "ec2:DeleteFlowLogs": {
      each: "flowLogId",
      ends: FLOW_LOG,
      once: true,
      commands: [
        "ec2 create-flow-logs --resource-type VPC --resource-ids VPC_ID --traffic-type ALL --log-destination LOG_DESTINATION",
      ],
    },
    "ec2:CreateFlowLogs": {
      each: ">flowLogIdSet.items",
      leaves: FLOW_LOG,
      why: "It writes who talks to whom to a place that the intruder has chosen.",
      commands: ["ec2 delete-flow-logs --flow-log-ids {.}"],
    },
    "route53resolver:DeleteResolverQueryLogConfig": {
      ends: QUERY_LOG,
      once: true,
      commands: [
        "route53resolver create-resolver-query-log-config --name {>resolverQueryLogConfig.name} --destination-arn {>resolverQueryLogConfig.destinationArn} --creator-request-id restored",
        "route53resolver associate-resolver-query-log-config --resolver-query-log-config-id NEW_CONFIG_ID --resource-id VPC_ID",
      ],
    },
    "route53resolver:CreateResolverQueryLogConfig": {
      leaves: QUERY_LOG,
      why: "It writes the names that are asked for to a place that the intruder has chosen.",
      commands: [
        "route53resolver delete-resolver-query-log-config --resolver-query-log-config-id {>resolverQueryLogConfig.id}",
      ],
    },
    "route53resolver:DisassociateResolverQueryLogConfig": {
      leaves: `end of ${QUERY_LOGGED_VPC}`,
      commands: [
        "route53resolver associate-resolver-query-log-config --resolver-query-log-config-id {resolverQueryLogConfigId} --resource-id {resourceId}",
      ],
    },
    "route53resolver:AssociateResolverQueryLogConfig": {
      ends: `end of ${QUERY_LOGGED_VPC}`,
      leaves: QUERY_LOGGED_VPC,
      why: "It may write to the intruder's place.",
    },
    "config:StopConfigurationRecorder": {
      leaves: RECORDER_STOPPED,
      commands: [
        "configservice start-configuration-recorder --configuration-recorder-name {configurationRecorderName}",
      ],
    },
    "config:StartConfigurationRecorder": { ends: RECORDER_STOPPED, leaves: `${RECORDER} switched on` },
    "config:PutConfigurationRecorder": {
      repeats: true,
      leaves: RECORDER,
      commands: ["configservice describe-configuration-recorders"],
      byHand: "Record all resource types again.",
    },
    "config:DeleteConfigurationRecorder": {
      ends: RECORDER,
      commands: ["configservice describe-configuration-recorders"],
      byHand: "Make the recorder anew, then start it.",
    },
    "config:PutDeliveryChannel": {
      repeats: true,
      leaves: "delivery of AWS Config",
      commands: ["configservice describe-delivery-channels"],
    },
    "config:DeleteDeliveryChannel": {
      ends: "delivery of AWS Config",
      commands: ["configservice describe-delivery-channels"],
    },
    "config:DeleteConfigRule": { ends: "rule {configRuleName} of AWS Config" },
    "config:PutConfigRule": {
      repeats: true,
      leaves: "rule {configRule.configRuleName} of AWS Config",
      commands: ["configservice delete-config-rule --config-rule-name {configRule.configRuleName}"],
    },
  },
};
