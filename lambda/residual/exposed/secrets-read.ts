// Secrets that the intruder has read: rotate them.
//
// https://docs.aws.amazon.com/secretsmanager/latest/userguide/monitoring-cloudtrail.html
import type { ResidualKind, Rule } from "../kind.ts";
import { valueAt } from "../values.ts";

const decrypted: Rule["when"] = ({ asked }) => {
  const wish = valueAt(asked, "withDecryption");
  return wish === true || wish === "true";
};

const secret = (name: string): Rule => ({
  leaves: `secret ${name}`,
  commands: [`secretsmanager rotate-secret --secret-id ${name}`],
  byHand: "Where no rotation is set up, write a new value at its source and here.",
});

const parameter = (name: string): Rule => ({
  when: decrypted,
  leaves: `parameter ${name}`,
  commands: [`ssm put-parameter --name ${name} --type SecureString --overwrite --value NEW_VALUE`],
});

export const secretsRead: ResidualKind = {
  kind: "secret-read",
  section: "exposed",
  title: "Secrets and parameters that were read",
  why: "Whoever has read it has it: change it where it is used.",
  calls: {
    "secretsmanager:GetSecretValue": secret("{secretId}"),
    "secretsmanager:BatchGetSecretValue": [
      { ...secret("{.}"), each: "secretIdList", has: "" },
      {
        otherwise: true,
        leaves: "every secret that the filter {filters.0.key}={filters.0.values.0} finds",
        commands: ["secretsmanager list-secrets --filters Key={filters.0.key},Values={filters.0.values.0}"],
        byHand: "Rotate each secret that the command lists.",
      },
    ],
    "ssm:GetParameter": parameter("{name}"),
    "ssm:GetParameters": { ...parameter("{.}"), each: "names" },
    "ssm:GetParameterHistory": parameter("{name}"),
    "ssm:GetParametersByPath": {
      when: decrypted,
      leaves: "parameters under {path}",
      commands: ["ssm get-parameters-by-path --path {path} --recursive --query Parameters[].Name"],
      byHand: "Write a new value for each.",
    },
    "glue:GetConnection": {
      leaves: "password of Glue connection {name}",
      commands: ["glue get-connection --name {name} --hide-password"],
      byHand: "Change the password in the database and in the connection.",
    },
    "glue:GetConnections": {
      leaves: "passwords of Glue connections",
      commands: ["glue get-connections --hide-password"],
      byHand: "Change the passwords in the databases and in the connections.",
    },
    "kms:Decrypt": {
      leaves: "what was decrypted with {>keyId|keyId|@region}",
      possible: true,
      byHand: "The event's encryption context says what it was.",
    },
    "apigateway:GetApiKeys": {
      leaves: "API keys of the Region",
      possible: true,
      commands: ["apigateway get-api-keys"],
    },
    "apigateway:GetApiKey": { leaves: "API key {apiKey}", commands: ["apigateway delete-api-key --api-key {apiKey}"] },
    "appsync:ListApiKeys": {
      leaves: "API keys of AppSync API {apiId}",
      commands: ["appsync list-api-keys --api-id {apiId}"],
    },
    "acm:ExportCertificate": {
      leaves: "private key of certificate {certificateArn}",
      commands: ["acm describe-certificate --certificate-arn {certificateArn}"],
      byHand: "Revoke the certificate and issue another one.",
    },
    "lightsail:DownloadDefaultKeyPair": {
      leaves: "default key pair of Lightsail",
      commands: ["lightsail delete-key-pair --key-pair-name LightsailDefaultKeyPair"],
    },
    "lightsail:GetRelationalDatabaseMasterUserPassword": {
      leaves: "master password of Lightsail database {relationalDatabaseName}",
      commands: [
        "lightsail update-relational-database --relational-database-name {relationalDatabaseName} --rotate-master-user-password",
      ],
    },
    "lightsail:GetInstanceAccessDetails": { leaves: "sign-in to Lightsail instance {instanceName}" },
  },
};
