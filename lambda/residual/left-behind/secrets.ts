// Secrets and parameters: changed values, and who else may read them.
//
// https://docs.aws.amazon.com/secretsmanager/latest/userguide/auth-and-access_resource-policies.html
import type { ResidualKind, Rule } from "../kind.ts";
import { allowedPrincipals } from "../policy-principals.ts";
import { valueAt } from "../values.ts";

const SECRET = "secret {secretId|>arn}";
const DELETED = `deletion of ${SECRET}`;

const value: Rule = {
  leaves: `value of ${SECRET}`,
  of: SECRET,
  why: "Whoever uses the secret gets the intruder's value.",
  commands: [
    "secretsmanager list-secret-version-ids --secret-id {secretId}",
    "secretsmanager update-secret-version-stage --secret-id {secretId} --version-stage AWSCURRENT --move-to-version-id EARLIER_VERSION_ID --remove-from-version-id {>versionId}",
  ],
};

const rotation: Rule = {
  leaves: `rotation of ${SECRET}`,
  of: SECRET,
  why: "The function that rotates it reads every new value.",
  commands: ["secretsmanager describe-secret --secret-id {secretId}"],
};

const PARAMETER = "parameter {name}";

export const secrets: ResidualKind = {
  kind: "secret",
  section: "left-behind",
  title: "Secrets and parameters",
  why: "The secret keeps it.",
  calls: {
    "secretsmanager:PutResourcePolicy": {
      leaves: `policy of ${SECRET}`,
      of: SECRET,
      replaces: true,
      detail: ({ asked }) => allowedPrincipals(valueAt(asked, "resourcePolicy")),
      why: "Whoever the policy names reads the secret, from whatever account.",
      commands: [
        "secretsmanager get-resource-policy --secret-id {secretId}",
        "secretsmanager delete-resource-policy --secret-id {secretId}",
      ],
      byHand: "Put the secret's own policy back: the old text is not on the trail.",
    },
    "secretsmanager:DeleteResourcePolicy": {
      ends: `policy of ${SECRET}`,
      why: "What the policy denied is allowed again.",
    },
    "secretsmanager:PutSecretValue": value,
    "secretsmanager:UpdateSecret": value,
    "secretsmanager:UpdateSecretVersionStage": {
      ...value,
      commands: ["secretsmanager list-secret-version-ids --secret-id {secretId}"],
    },
    "secretsmanager:RotateSecret": rotation,
    "secretsmanager:CancelRotateSecret": rotation,
    "secretsmanager:CreateSecret": {
      leaves: "secret {name}",
      commands: ["secretsmanager delete-secret --secret-id {>arn|name}"],
    },
    "secretsmanager:ReplicateSecretToRegions": {
      leaves: `copies of ${SECRET} in other Regions`,
      why: "The copy is read there.",
      commands: [
        "secretsmanager describe-secret --secret-id {secretId}",
        "secretsmanager remove-regions-from-replication --secret-id {secretId} --remove-replica-regions REPLICA_REGION",
      ],
    },
    "secretsmanager:DeleteSecret": {
      leaves: DELETED,
      why: "After 7 to 30 days it is gone.",
      commands: ["secretsmanager restore-secret --secret-id {secretId}"],
    },
    "secretsmanager:RestoreSecret": { ends: DELETED, leaves: `restored ${SECRET}` },
    "ssm:PutParameter": {
      repeats: true,
      leaves: PARAMETER,
      why: "Whoever reads the parameter gets the intruder's value.",
      commands: ["ssm get-parameter-history --name {name}"],
      byHand: "Write the earlier value back, or delete the parameter if it was not there.",
    },
    "ssm:DeleteParameter": { ends: PARAMETER },
    "ssm:DeleteParameters": { each: "names", has: "", ends: "parameter {.}" },
    "ssm:PutResourcePolicy": {
      leaves: "policy of {resourceArn}",
      why: "Other accounts read the parameter.",
      commands: ["ssm get-resource-policies --resource-arn {resourceArn}"],
    },
  },
};
