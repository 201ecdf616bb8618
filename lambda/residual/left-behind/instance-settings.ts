// What an instance starts with and may do: user data, key pairs, instance profiles, its metadata service.
import type { ResidualKind, Rule } from "../kind.ts";
import { valueAt } from "../values.ts";

const INSTANCE = "instance {instanceId}";
const PAIR = "key pair {keyName}";
const PROFILE = "instance profile on instance {iamInstanceProfileAssociation.instanceId|instanceId|associationId}";

const association: Rule = {
  leaves: PROFILE,
  of: "instance {iamInstanceProfileAssociation.instanceId|instanceId}",
  why: "The instance hands out credentials of another role, issued after any cutoff.",
  commands: [
    "ec2 describe-iam-instance-profile-associations --association-ids {>iamInstanceProfileAssociation.associationId|associationId}",
    "ec2 disassociate-iam-instance-profile --association-id {>iamInstanceProfileAssociation.associationId|associationId}",
  ],
};

/** https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/user-data.html */
const userData: Rule = {
  when: ({ asked }) => valueAt(asked, "userData") !== undefined || valueAt(asked, "attribute") === "userData",
  leaves: `user data of ${INSTANCE}`,
  of: INSTANCE,
  why: "Cloud-init keeps it and may run it at every start, as root and with the instance's role; the trail does not show what it says.",
  commands: [
    "ec2 describe-instance-attribute --instance-id {instanceId} --attribute userData",
    "ec2 stop-instances --instance-ids {instanceId}",
    "ec2 modify-instance-attribute --instance-id {instanceId} --user-data Value=",
  ],
  byHand:
    "Keep what the first command shows as evidence. What has run stays on the disk: launch the machine anew from a clean image.",
};

export const instanceSettings: ResidualKind = {
  kind: "instance-setting",
  section: "left-behind",
  title: "User data, key pairs, instance profiles",
  why: "The setting stays with the instance.",
  calls: {
    "ec2:ModifyInstanceAttribute": [
      userData,
      {
        otherwise: true,
        leaves: `attributes of ${INSTANCE}`,
        of: INSTANCE,
        why: "Security groups, the type, protection against termination: they stay as they were set.",
        commands: ["ec2 describe-instances --instance-ids {instanceId}"],
      },
    ],
    "ec2:ModifyInstanceMetadataOptions": {
      leaves: `metadata service of ${INSTANCE}`,
      of: INSTANCE,
      why: "Version 1 of the metadata service, or a longer way to it, lets programs and visitors steal the role's credentials again.",
      commands: ["ec2 modify-instance-metadata-options --instance-id {instanceId} --http-tokens required"],
    },
    "ec2:ModifyInstanceMetadataDefaults": {
      leaves: "defaults of the metadata service in the Region",
      commands: ["ec2 modify-instance-metadata-defaults --http-tokens required"],
    },
    "ec2:AssociateIamInstanceProfile": association,
    "ec2:ReplaceIamInstanceProfileAssociation": association,
    "ec2:DisassociateIamInstanceProfile": {
      ends: PROFILE,
      why: "The instance gets no credentials any more.",
      commands: [
        "ec2 associate-iam-instance-profile --instance-id {>iamInstanceProfileAssociation.instanceId} --iam-instance-profile Name=INSTANCE_PROFILE_NAME",
      ],
    },
    "ec2:CreateKeyPair": {
      leaves: PAIR,
      why: "Instances that are launched with it, and snapshots of them, let its holder sign in.",
      commands: ["ec2 delete-key-pair --key-name {keyName}"],
      byHand: "Deleting the pair does not take the key out of instances that have it in authorized_keys.",
    },
    "ec2:ImportKeyPair": {
      leaves: PAIR,
      why: "Instances that are launched with it, and snapshots of them, let its holder sign in.",
      commands: ["ec2 delete-key-pair --key-name {keyName}"],
      byHand: "Deleting the pair does not take the key out of instances that have it in authorized_keys.",
    },
    "ec2:DeleteKeyPair": { ends: PAIR },
    "ec2:CreateReplaceRootVolumeTask": {
      leaves: `root volume of ${INSTANCE}`,
      of: INSTANCE,
      why: "The instance runs another disk.",
      commands: ["ec2 describe-replace-root-volume-tasks --filters Name=instance-id,Values={instanceId}"],
    },
    "ec2:AttachVolume": {
      leaves: "volume {volumeId} on instance {instanceId}",
      of: INSTANCE,
      why: "The instance reads and changes another machine's disk.",
      commands: ["ec2 detach-volume --volume-id {volumeId}"],
    },
    "ec2:DetachVolume": { ends: "volume {volumeId} on instance {instanceId|>instanceId}" },
    "ec2:CreateVolume": {
      leaves: "volume {>volumeId}",
      why: "A copy of a disk, if it was made of a snapshot.",
      commands: ["ec2 delete-volume --volume-id {>volumeId}"],
    },
    "ec2:DeleteVolume": { ends: "volume {volumeId}", once: true },
  },
};
