// Database tokens and connections.
//
// A token for RDS or DSQL is made offline and not on the trail: https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/UsingWithRDS.IAMDBAuth.Connecting.html
// What shows is that somebody looked for databases. RDS asks IAM when a connection is opened, not after.
import type { ResidualKind, Rule } from "../kind.ts";

const CLOSE = "End the connections in the database itself, and look there for users and data that were left.";
const CONNECTED = "A connection that is open stays open: permissions are asked when it is made.";

const offline: Rule = {
  leaves: "connections to RDS and Aurora databases of the Region",
  possible: true,
  why: `Tokens are made offline, unseen by the trail, and are good for 15 minutes. ${CONNECTED}`,
  commands: ["rds describe-db-instances --query DBInstances[?IAMDatabaseAuthenticationEnabled].DBInstanceIdentifier"],
  byHand: CLOSE,
};

const redshift: Rule = {
  leaves: "password of {dbUser|>dbUser} for the Redshift cluster {clusterIdentifier}",
  until: { seconds: 900, asked: "durationSeconds" },
  why: `The password works until it expires, whatever IAM says. ${CONNECTED}`,
  commands: ["redshift describe-clusters --cluster-identifier {clusterIdentifier}"],
  byHand: CLOSE,
};

const statement = (database: string): Rule => ({
  leaves: `statements run in ${database}`,
  why: "What was read is read, and what was changed in the database stays.",
  byHand: "Ask the database's own log what was run.",
});

export const databases: ResidualKind = {
  kind: "database",
  section: "access",
  title: "Databases",
  why: CONNECTED,
  calls: {
    "rds:DescribeDBInstances": offline,
    "rds:DescribeDBClusters": offline,
    "dsql:DbConnect": { ...offline, leaves: "connections to the DSQL cluster {clusterId|identifier}", commands: [] },
    "dsql:DbConnectAdmin": {
      ...offline,
      leaves: "connections to the DSQL cluster {clusterId|identifier}",
      commands: [],
    },
    "redshift:GetClusterCredentials": redshift,
    "redshift:GetClusterCredentialsWithIAM": redshift,
    "redshift:JoinGroup": {
      ...redshift,
      leaves: "database group of {dbUser|@callerArn} in {clusterIdentifier|dbName}",
      commands: [],
    },
    "redshift:CreateClusterUser": {
      leaves: "database user {dbUser} in Redshift",
      byHand: "Drop the user in the database.",
    },
    "redshift-serverless:GetCredentials": {
      ...redshift,
      leaves: "password of {>dbUser} for the Redshift workgroup {workgroupName}",
      commands: ["redshift-serverless get-workgroup --workgroup-name {workgroupName}"],
    },
    "redshift-data:ExecuteStatement": statement("Redshift {clusterIdentifier|workgroupName}"),
    "redshift-data:BatchExecuteStatement": statement("Redshift {clusterIdentifier|workgroupName}"),
    "rdsdata:ExecuteSql": statement("Aurora {resourceArn|dbClusterOrInstanceArn}"),
    "rdsdata:ExecuteStatement": statement("Aurora {resourceArn|dbClusterOrInstanceArn}"),
    "rdsdata:BatchExecuteStatement": statement("Aurora {resourceArn|dbClusterOrInstanceArn}"),
    "rdsdata:BeginTransaction": statement("Aurora {resourceArn|dbClusterOrInstanceArn}"),
    "rdsdata:CommitTransaction": statement("Aurora {resourceArn|dbClusterOrInstanceArn}"),
    "elasticmapreduce:GetClusterSessionCredentials": {
      leaves: "credentials for the EMR cluster {clusterId}",
      until: { at: "expiresAt" },
      commands: ["emr terminate-clusters --cluster-ids {clusterId}"],
    },
  },
};
