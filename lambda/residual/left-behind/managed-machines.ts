// Systems Manager: documents and associations that run on machines again and again, and machines let in from outside.
//
// https://docs.aws.amazon.com/systems-manager/latest/userguide/state-manager-about.html
import type { ResidualKind, Rule } from "../kind.ts";

const DOCUMENT = "SSM document {name|>documentDescription.name}";
const ASSOCIATION = "SSM association {>associationDescription.associationId|associationId}";
const ACTIVATION = "SSM activation {>activationId|activationId}";

const association: Rule = {
  leaves: ASSOCIATION,
  why: "It runs its document on the machines again and again, as root.",
  commands: ["ssm delete-association --association-id {>associationDescription.associationId|associationId}"],
};

const version: Rule = {
  leaves: `content of ${DOCUMENT}`,
  of: DOCUMENT,
  why: "Whatever runs the document runs the new content.",
  commands: [
    "ssm list-document-versions --name {name}",
    "ssm update-document-default-version --name {name} --document-version EARLIER_VERSION",
  ],
};

export const managedMachines: ResidualKind = {
  kind: "managed-machine",
  section: "left-behind",
  title: "Systems Manager documents, associations, activations",
  why: "Systems Manager runs it with its own agent on the machines, whoever has asked for it.",
  calls: {
    "ssm:CreateAssociation": association,
    "ssm:UpdateAssociation": { ...association, repeats: true },
    "ssm:CreateAssociationBatch": { ...association, leaves: "SSM associations" },
    "ssm:DeleteAssociation": { ends: ASSOCIATION, once: true },
    "ssm:CreateDocument": { leaves: DOCUMENT, commands: ["ssm delete-document --name {name}"] },
    "ssm:UpdateDocument": version,
    "ssm:UpdateDocumentDefaultVersion": version,
    "ssm:DeleteDocument": { ends: DOCUMENT },
    "ssm:ModifyDocumentPermission": {
      each: "accountIdsToAdd",
      leaves: `sharing of ${DOCUMENT} with {.}`,
      of: DOCUMENT,
      why: "Others read and run it.",
      commands: ["ssm modify-document-permission --name {name} --permission-type Share --account-ids-to-remove {.}"],
    },
    "ssm:CreateActivation": {
      leaves: ACTIVATION,
      why: "Any machine that has the code joins, and gets credentials of the activation's role.",
      commands: ["ssm delete-activation --activation-id {>activationId}"],
      byHand:
        "Deregister the machines that have joined (ssm describe-instance-information, ssm deregister-managed-instance).",
    },
    "ssm:DeleteActivation": { ends: ACTIVATION, once: true },
    "ssm:CreateMaintenanceWindow": {
      leaves: "maintenance window {>windowId}",
      why: "Its tasks run at its hours.",
      commands: ["ssm delete-maintenance-window --window-id {>windowId}"],
    },
    "ssm:RegisterTaskWithMaintenanceWindow": {
      leaves: "task {>windowTaskId} of maintenance window {windowId}",
      why: "It runs at the window's hours.",
      commands: ["ssm deregister-task-from-maintenance-window --window-id {windowId} --window-task-id {>windowTaskId}"],
    },
    "ssm:DeleteMaintenanceWindow": { ends: "maintenance window {windowId}", once: true },
    "ssm:UpdateServiceSetting": {
      leaves: "setting {settingId} of Systems Manager",
      why: "Settings such as the logging of sessions stay as they were set.",
      commands: ["ssm reset-service-setting --setting-id {settingId}"],
    },
    "ssm:DeregisterManagedInstance": { leaves: "machine {instanceId} taken out of Systems Manager" },
  },
};
