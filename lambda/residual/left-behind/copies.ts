// Copies of disks and databases that the intruder has made or destroyed.
import type { ResidualKind } from "../kind.ts";

const SNAPSHOT = "snapshot {snapshotId|>snapshotId}";
const IMAGE = "image {imageId|>imageId}";
const DB = "database snapshot {dbSnapshotIdentifier|targetDBSnapshotIdentifier}";
const DB_CLUSTER = "database cluster snapshot {dbClusterSnapshotIdentifier|targetDBClusterSnapshotIdentifier}";
const DATABASE = "database {dbInstanceIdentifier}";
const DB_CLUSTER_ITSELF = "database cluster {dbClusterIdentifier}";

const snapshot = { leaves: SNAPSHOT, commands: ["ec2 delete-snapshot --snapshot-id {>snapshotId}"] };
const image = { leaves: IMAGE, commands: ["ec2 deregister-image --image-id {>imageId}"] };
const db = {
  leaves: DB,
  commands: ["rds delete-db-snapshot --db-snapshot-identifier {targetDBSnapshotIdentifier|dbSnapshotIdentifier}"],
};
const cluster = {
  leaves: DB_CLUSTER,
  commands: [
    "rds delete-db-cluster-snapshot --db-cluster-snapshot-identifier {targetDBClusterSnapshotIdentifier|dbClusterSnapshotIdentifier}",
  ],
};
const database = {
  leaves: DATABASE,
  why: "A copy of a database with a password of the intruder's choice.",
  commands: [
    "rds modify-db-instance --db-instance-identifier {targetDBInstanceIdentifier|dbInstanceIdentifier} --no-publicly-accessible --apply-immediately",
  ],
  byHand: "Delete it when it has been looked at.",
};

const dbCluster = {
  leaves: DB_CLUSTER_ITSELF,
  why: database.why,
  commands: ["rds describe-db-clusters --db-cluster-identifier {dbClusterIdentifier}"],
  byHand: "Delete it when it has been looked at.",
};

const GONE = "What was deleted is gone: restore it from a backup that the intruder has not reached.";

export const copies: ResidualKind = {
  kind: "copy",
  section: "left-behind",
  title: "Copies of disks and databases",
  why: "The copy stays, with everything that was on the disk.",
  calls: {
    "ec2:CreateSnapshot": snapshot,
    "ec2:CopySnapshot": snapshot,
    "ec2:CreateSnapshots": {
      each: ">snapshotSet.items",
      leaves: "snapshot {.snapshotId}",
      commands: ["ec2 delete-snapshot --snapshot-id {.snapshotId}"],
    },
    "ec2:DeleteSnapshot": { ends: SNAPSHOT, once: true, why: GONE },
    "ec2:CreateImage": image,
    "ec2:CopyImage": image,
    "ec2:RegisterImage": image,
    "ec2:DeregisterImage": { ends: IMAGE, once: true, why: GONE },
    "ec2:CreateStoreImageTask": {
      leaves: "copy of image {imageId} in bucket {bucket}",
      why: "Who may read the bucket has the disk.",
      commands: ["s3api delete-object --bucket {bucket} --key {>objectKey}"],
    },
    "ec2:CreateInstanceExportTask": {
      leaves: "export of instance {instanceId}",
      why: "Who may read the bucket has the disk.",
      commands: ["ec2 cancel-export-task --export-task-id {>exportTask.exportTaskId}"],
    },
    "ec2:ExportImage": {
      leaves: "export of image {imageId}",
      why: "Who may read the bucket has the disk.",
      commands: ["ec2 cancel-export-task --export-task-id {>exportImageTaskId}"],
    },
    "rds:CreateDBSnapshot": db,
    "rds:CopyDBSnapshot": db,
    "rds:DeleteDBSnapshot": { ends: DB, why: GONE },
    "rds:CreateDBClusterSnapshot": cluster,
    "rds:CopyDBClusterSnapshot": cluster,
    "rds:DeleteDBClusterSnapshot": { ends: DB_CLUSTER, why: GONE },
    "rds:StartExportTask": {
      leaves: "export {exportTaskIdentifier} of a database snapshot to bucket {s3BucketName}",
      why: "Who may read the bucket has the data.",
      commands: ["rds cancel-export-task --export-task-identifier {exportTaskIdentifier}"],
    },
    "rds:CreateDBInstance": database,
    "rds:RestoreDBInstanceFromDBSnapshot": database,
    "rds:RestoreDBInstanceToPointInTime": { ...database, leaves: "database {targetDBInstanceIdentifier}" },
    "rds:CreateDBCluster": dbCluster,
    "rds:RestoreDBClusterFromSnapshot": dbCluster,
    "rds:RestoreDBClusterToPointInTime": dbCluster,
    "rds:ModifyDBInstance": {
      leaves: `settings of ${DATABASE}`,
      of: DATABASE,
      why: "A new master password, a public address or another security group stay as they were set.",
      commands: [
        "rds describe-db-instances --db-instance-identifier {dbInstanceIdentifier}",
        "rds modify-db-instance --db-instance-identifier {dbInstanceIdentifier} --manage-master-user-password --no-publicly-accessible --apply-immediately",
      ],
    },
    "rds:ModifyDBCluster": {
      leaves: `settings of ${DB_CLUSTER_ITSELF}`,
      of: DB_CLUSTER_ITSELF,
      why: "A new master password or other security groups stay as they were set.",
      commands: [
        "rds describe-db-clusters --db-cluster-identifier {dbClusterIdentifier}",
        "rds modify-db-cluster --db-cluster-identifier {dbClusterIdentifier} --manage-master-user-password --apply-immediately",
      ],
    },
    "rds:DeleteDBInstance": { ends: DATABASE, why: GONE },
    "rds:DeleteDBCluster": { ends: DB_CLUSTER_ITSELF, why: GONE },
    "dynamodb:CreateTable": {
      leaves: "table {tableName}",
      commands: ["dynamodb delete-table --table-name {tableName}"],
    },
    "dynamodb:DeleteTable": { ends: "table {tableName}", why: GONE },
    "dynamodb:ExportTableToPointInTime": {
      leaves: "export of table {tableArn} to bucket {s3Bucket}",
      why: "Who may read the bucket has the data.",
    },
    "backup:DeleteRecoveryPoint": { ends: "recovery point {recoveryPointArn}", why: GONE },
    "backup:DeleteBackupVault": { ends: "backup vault {backupVaultName}", why: GONE },
  },
};
