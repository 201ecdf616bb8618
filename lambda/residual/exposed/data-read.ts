// Data that was read, as far as it shows: reading is a data event, which most trails do not record.
//
// https://docs.aws.amazon.com/awscloudtrail/latest/userguide/logging-data-events-with-cloudtrail.html
import type { ResidualKind, Rule } from "../kind.ts";

const table: Rule = { leaves: "items of table {tableName}" };

export const dataRead: ResidualKind = {
  kind: "data-read",
  section: "exposed",
  title: "Data that was read",
  why: "It is out. Secrets in it have to be changed, and those whom it is about may have to be told.",
  calls: {
    "s3:GetObject": { leaves: "objects of bucket {bucketName}" },
    "s3:SelectObjectContent": { leaves: "objects of bucket {bucketName}" },
    "dynamodb:GetItem": table,
    "dynamodb:BatchGetItem": { leaves: "items of tables" },
    "dynamodb:Query": table,
    "dynamodb:Scan": table,
    "dynamodb:ExecuteStatement": { leaves: "items of tables" },
    "rds:DownloadDBLogFilePortion": { leaves: "log {logFileName} of database {dbInstanceIdentifier}" },
    "rds:DownloadCompleteDBLogFile": { leaves: "log {logFileName} of database {dbInstanceIdentifier}" },
    "athena:GetQueryResults": { leaves: "result of query {queryExecutionId}" },
    "redshift-data:GetStatementResult": { leaves: "result of statement {id}" },
    "logs:GetLogEvents": { leaves: "lines of log group {logGroupName|logGroupIdentifier}" },
    "logs:FilterLogEvents": { leaves: "lines of log group {logGroupName|logGroupIdentifier}" },
    "logs:GetQueryResults": { leaves: "result of log query {queryId}" },
    "codecommit:GitPull": { leaves: "code of repository {repositoryName|>repositoryName}" },
    "ecr:GetDownloadUrlForLayer": { leaves: "images of repository {repositoryName}" },
    "iam:GetCredentialReport": { leaves: "list of all users and the age of their credentials" },
    "iam:GetAccountAuthorizationDetails": { leaves: "list of all users, roles and policies" },
  },
};
