// The services that have a service-linked role, with its name and its policy, as AWS answered for each [recorded].
import { AwsError, NotImplementedError } from "../../aws-error.ts";
import type { Access } from "../../operation.ts";
import { rowOf } from "../../row-of.ts";
import { PARTITION } from "../../world.ts";
import { iamArn } from "../arn.ts";

/** By the service's name without `.amazonaws.com`: the role's without `AWSServiceRoleFor`, and the policy's. */
const SERVICES: Readonly<Record<string, readonly [role: string, policy: string]>> = {
  "accountdiscovery.ssm": ["AmazonSSM_AccountDiscovery", "AWSSystemsManagerAccountDiscoveryServicePolicy"],
  acm: ["CertificateManager", "CertificateManagerServiceRolePolicy"],
  appmesh: ["AppMesh", "AWSAppMeshServiceRolePolicy"],
  "autoscaling-plans": ["AutoScalingPlans_EC2AutoScaling", "AWSAutoScalingPlansEC2AutoScalingPolicy"],
  autoscaling: ["AutoScaling", "AutoScalingServiceRolePolicy"],
  backup: ["Backup", "AWSBackupServiceLinkedRolePolicyForBackup"],
  batch: ["Batch", "BatchServiceRolePolicy"],
  "cassandra.application-autoscaling": [
    "ApplicationAutoScaling_CassandraTable",
    "AWSApplicationAutoscalingCassandraTablePolicy",
  ],
  "cks.kms": ["KeyManagementServiceCustomKeyStores", "AWSKeyManagementServiceCustomKeyStoresServiceRolePolicy"],
  cloudtrail: ["CloudTrail", "CloudTrailServiceRolePolicy"],
  "codestar-notifications": ["CodeStarNotifications", "AWSCodeStarNotificationsServiceRolePolicy"],
  config: ["Config", "AWSConfigServiceRolePolicy"],
  connect: ["AmazonConnect", "AmazonConnectServiceLinkedRolePolicy"],
  "dms-fleet-advisor": ["DMSFleetAdvisor", "AWSDMSFleetAdvisorServiceRolePolicy"],
  dms: ["DMSServerless", "AWSDMSServerlessServiceRolePolicy"],
  "docdb-elastic": ["DocDB-Elastic", "AmazonDocDB-ElasticServiceRolePolicy"],
  "ec2-instance-connect": ["Ec2InstanceConnect", "Ec2InstanceConnectEndpoint"],
  "ec2.application-autoscaling": [
    "ApplicationAutoScaling_EC2SpotFleetRequest",
    "AWSApplicationAutoscalingEC2SpotFleetRequestPolicy",
  ],
  ecr: ["ECRTemplate", "ECRTemplateServiceRolePolicy"],
  ecs: ["ECS", "AmazonECSServiceRolePolicy"],
  "eks-connector": ["AmazonEKSConnector", "AmazonEKSConnectorServiceRolePolicy"],
  "eks-fargate": ["AmazonEKSForFargate", "AmazonEKSForFargateServiceRolePolicy"],
  "eks-nodegroup": ["AmazonEKSNodegroup", "AWSServiceRoleForAmazonEKSNodegroup"],
  eks: ["AmazonEKS", "AmazonEKSServiceRolePolicy"],
  elasticache: ["ElastiCache", "ElastiCacheServiceRolePolicy"],
  elasticbeanstalk: ["ElasticBeanstalk", "AWSElasticBeanstalkServiceRolePolicy"],
  elasticfilesystem: ["AmazonElasticFileSystem", "AmazonElasticFileSystemServiceRolePolicy"],
  elasticloadbalancing: ["ElasticLoadBalancing", "AWSElasticLoadBalancingServiceRolePolicy"],
  "email.cognito-idp": ["AmazonCognitoIdpEmailService", "AmazonCognitoIdpEmailServiceRolePolicy"],
  "emr-containers": ["AmazonEMRContainers", "AmazonEMRContainersServiceRolePolicy"],
  emrwal: ["EMRWAL", "EMRDescribeClusterPolicyForEMRWAL"],
  fis: ["FIS", "AmazonFISServiceRolePolicy"],
  grafana: ["AmazonGrafana", "AmazonGrafanaServiceLinkedRolePolicy"],
  imagebuilder: ["ImageBuilder", "AWSServiceRoleForImageBuilder"],
  iotmanagedintegrations: ["IoTManagedIntegrations", "AWSIoTManagedIntegrationsRolePolicy"],
  kafka: ["Kafka", "KafkaServiceRolePolicy"],
  kafkaconnect: ["KafkaConnect", "KafkaConnectServiceRolePolicy"],
  lakeformation: ["LakeFormationDataAccess", "LakeFormationDataAccessServiceRolePolicy"],
  lex: ["LexBots", "AmazonLexBotPolicy"],
  lexv2: ["LexV2Bots", "AmazonLexV2BotPolicy"],
  lightsail: ["Lightsail", "LightsailExportAccess"],
  m2: ["AWSM2", "AWSM2ServicePolicy"],
  memorydb: ["MemoryDB", "MemoryDBServiceRolePolicy"],
  mq: ["AmazonMQ", "AmazonMQServiceRolePolicy"],
  "mrk.kms": ["KeyManagementServiceMultiRegionKeys", "AWSKeyManagementServiceMultiRegionKeysServiceRolePolicy"],
  notifications: ["AwsUserNotifications", "AWSUserNotificationsServiceLinkedRolePolicy"],
  "observability.aoss": ["AmazonOpenSearchServerless", "AmazonOpenSearchServerlessServiceRolePolicy"],
  opensearchservice: ["AmazonOpenSearchService", "AmazonOpenSearchServiceRolePolicy"],
  organizations: ["Organizations", "AWSOrganizationsServiceTrustPolicy"],
  "ops.apigateway": ["APIGateway", "APIGatewayServiceRolePolicy"],
  "ops.emr-serverless": ["AmazonEMRServerless", "AmazonEMRServerlessServiceRolePolicy"],
  "opsdatasync.ssm": ["SystemsManagerOpsDataSync", "AWSSystemsManagerOpsDataSyncServiceRolePolicy"],
  "opsinsights.ssm": ["AmazonSSM_OpsInsights", "AWSSSMOpsInsightsServiceRolePolicy"],
  "pullthroughcache.ecr": ["ECRPullThroughCache", "AWSECRPullThroughCache_ServiceRolePolicy"],
  ram: ["ResourceAccessManager", "AWSResourceAccessManagerServiceRolePolicy"],
  rds: ["RDS", "AmazonRDSServiceRolePolicy"],
  redshift: ["Redshift", "AmazonRedshiftServiceLinkedRolePolicy"],
  "replication.cassandra": ["KeyspacesReplication", "KeyspacesReplicationServiceRolePolicy"],
  "replication.ecr": ["ECRReplication", "ECRReplicationServiceRolePolicy"],
  "repository.sync.codeconnections": ["GitSync", "AWSGitSyncServiceRolePolicy"],
  "resource-explorer-2": ["ResourceExplorer", "AWSResourceExplorerServiceRolePolicy"],
  rolesanywhere: ["RolesAnywhere", "AWSRolesAnywhereServicePolicy"],
  "s3-outposts": ["S3OnOutposts", "AWSS3OnOutpostsServiceRolePolicy"],
  ses: ["AmazonSES", "AmazonSESServiceRolePolicy"],
  shield: ["AWSShield", "AWSShieldServiceRolePolicy"],
  "ssm-incidents": ["IncidentManager", "AWSIncidentManagerServiceRolePolicy"],
  "ssm-quicksetup": ["SSMQuickSetup", "SSMQuickSetupRolePolicy"],
  ssm: ["AmazonSSM", "AmazonSSMServiceRolePolicy"],
  sso: ["SSO", "AWSSSOServiceRolePolicy"],
  "vpcorigin.cloudfront": ["CloudFrontVPCOrigin", "AWSCloudFrontVPCOriginServiceRolePolicy"],
  waf: ["WAFLogging", "WAFLoggingServiceRolePolicy"],
  wafv2: ["WAFV2Logging", "WAFV2LoggingServiceRolePolicy"],
};

const DESCRIPTIONS: Readonly<Record<string, string>> = {
  rds: "Allows Amazon RDS to manage AWS resources on your behalf",
  ssm: "Provides access to AWS Resources managed or used by Amazon SSM.",
  sso: "Service-linked role used by AWS SSO to manage AWS resources, including IAM roles, policies and SAML IdP on your behalf.",
};

/** Those that may have several roles in one account, told apart by a suffix. */
const WITH_SUFFIX = new Set(["autoscaling", "connect", "lexv2"]);

export type ServiceLinkedRole = {
  readonly name: string;
  readonly path: string;
  readonly policyArn: string;
  readonly description: string | undefined;
};

export function serviceLinkedRole(service: string, suffix: string | undefined): ServiceLinkedRole {
  const key = service.replace(/\.amazonaws\.com$/, "");
  const [role, policy] = rowOf(SERVICES, key) ?? [];
  if (role === undefined || policy === undefined)
    throw new NotImplementedError(`the service-linked role of ${service}`);
  if (suffix !== undefined && !WITH_SUFFIX.has(key)) {
    throw new AwsError("InvalidInput", `Custom suffix is not allowed for ${service}`, 400);
  }
  return {
    name: `AWSServiceRoleFor${role}${suffix === undefined ? "" : `_${suffix}`}`,
    path: `/aws-service-role/${service}/`,
    policyArn: `arn:${PARTITION}:iam::aws:policy/aws-service-role/${policy}`,
    description: rowOf(DESCRIPTIONS, key),
  };
}

/** What it takes to make one. */
export function accessToServiceLinkedRole(account: string, service: string, suffix?: string): Access {
  const { name, path } = serviceLinkedRole(service, suffix);
  const resource = iamArn(account, "role", path, name);
  return { action: "iam:CreateServiceLinkedRole", resource, context: { "iam:AWSServiceName": service } };
}
