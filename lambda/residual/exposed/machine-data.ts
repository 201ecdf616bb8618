// What machines hold that the intruder has read: administrators' passwords, user data, consoles, snapshots.
//
// https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_GetPasswordData.html
import type { ResidualKind, Rule } from "../kind.ts";
import { valueAt } from "../values.ts";

const userData: Rule["when"] = ({ asked }) => valueAt(asked, "attribute") === "userData";

const OUT = "Whoever had it shared may have copied it, also where it is shared no more or deleted.";

/** That it is shared can be ended; that it was shared cannot. */
const shared = (thing: string, lists: Readonly<Record<string, string>>): readonly Rule[] =>
  Object.entries(lists).map(([has, each]) => ({
    each,
    has,
    leaves: `content of ${thing} shared with {.${has}}`,
    possible: true,
    why: OUT,
    byHand: "Rotate every secret in it.",
  }));

export const machineData: ResidualKind = {
  kind: "machine-data-read",
  section: "exposed",
  title: "Passwords, user data and disks of machines that were read or shared",
  why: "Whoever has read it has it: change what it contains.",
  calls: {
    "ec2:GetPasswordData": {
      leaves: "administrator's password of instance {instanceId}",
      commands: ["ssm start-session --target {instanceId}"],
      byHand:
        "Change the administrator's password on the machine. It is read with the private key of the instance's key pair: change that too if it is out.",
    },
    "ec2:DescribeInstanceAttribute": {
      when: userData,
      leaves: "user data of instance {instanceId}",
      commands: ["ec2 describe-instance-attribute --instance-id {instanceId} --attribute userData"],
      byHand: "Rotate every secret that stands in it.",
    },
    "ec2:DescribeLaunchTemplateVersions": {
      leaves: "user data of launch template {launchTemplateId|launchTemplateName}",
      possible: true,
      commands: ["ec2 describe-launch-template-versions --launch-template-id {launchTemplateId}"],
      byHand: "Rotate every secret that stands in its user data.",
    },
    "ec2:GetLaunchTemplateData": {
      leaves: "user data of instance {instanceId}",
      commands: ["ec2 describe-instance-attribute --instance-id {instanceId} --attribute userData"],
      byHand: "Rotate every secret that stands in it.",
    },
    "autoscaling:DescribeLaunchConfigurations": {
      leaves: "user data of launch configurations",
      possible: true,
      commands: ["autoscaling describe-launch-configurations"],
      byHand: "Rotate every secret that stands in their user data.",
    },
    "ec2:GetConsoleOutput": {
      leaves: "console output of instance {instanceId}",
      commands: ["ec2 get-console-output --instance-id {instanceId}"],
      byHand: "Rotate every secret that was printed there.",
    },
    "ec2:GetConsoleScreenshot": { leaves: "screenshot of instance {instanceId}", possible: true },
    "ebs:GetSnapshotBlock": {
      leaves: "content of snapshot {snapshotId}",
      byHand: "Rotate every secret on that disk.",
    },
    "ebs:ListSnapshotBlocks": { leaves: "content of snapshot {snapshotId}", possible: true },
    "ec2:ModifySnapshotAttribute": shared("snapshot {snapshotId}", {
      userId: "createVolumePermission.add.items",
      group: "createVolumePermission.add.items",
    }),
    "ec2:ModifyImageAttribute": shared("image {imageId}", {
      userId: "launchPermission.add.items",
      group: "launchPermission.add.items",
      organizationArn: "launchPermission.add.items",
    }),
    "rds:ModifyDBSnapshotAttribute": shared("database snapshot {dbSnapshotIdentifier}", { "": "valuesToAdd" }),
    "rds:ModifyDBClusterSnapshotAttribute": shared("database cluster snapshot {dbClusterSnapshotIdentifier}", {
      "": "valuesToAdd",
    }),
    "ssm:GetCommandInvocation": {
      leaves: "output of command {commandId} on machine {instanceId}",
      commands: ["ssm get-command-invocation --command-id {commandId} --instance-id {instanceId}"],
      byHand: "If it shows credentials of the machine's role, deny that role's older sessions.",
    },
  },
};
