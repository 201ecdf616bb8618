// Copies of data that others may take: snapshots, images, database snapshots, shares of Resource Access Manager.
//
// https://docs.aws.amazon.com/ebs/latest/userguide/ebs-modifying-snapshot-permissions.html
import type { ResidualKind, Rule } from "../kind.ts";
import { valueAt } from "../values.ts";

const COPIED = "Others can copy it for as long as it is shared; copies that were made are theirs.";
const CUT = "Whoever had it shared cannot read it now.";
const SNAPSHOT = "snapshot {snapshotId|>snapshotId}";
const IMAGE = "image {imageId|>imageId}";
const DB = "database snapshot {dbSnapshotIdentifier|targetDBSnapshotIdentifier}";
const DB_CLUSTER = "database cluster snapshot {dbClusterSnapshotIdentifier|targetDBClusterSnapshotIdentifier}";

type Sharing = {
  readonly thing: string;
  readonly list: string;
  readonly command: string;
  readonly all: string;
  /** The option of the command by the member that names whom it was shared with; `all` as a group is everybody. */
  readonly options: Readonly<Record<string, string>>;
};

function ec2Shares({ thing, list, command, all, options }: Sharing): readonly Rule[] {
  const shares = Object.entries(options).flatMap(([has, option]): readonly Rule[] => {
    const share = `sharing of ${thing} with {.${has}}`;
    const commands = [`${command} --operation-type remove ${option} {.${has}}`];
    return [
      { each: `${list}.add.items`, has, ends: `end of ${share}`, leaves: share, of: thing, why: COPIED, commands },
      { each: `${list}.remove.items`, has, ends: share, leaves: `end of ${share}`, of: thing, why: CUT },
    ];
  });
  return [...shares, { otherwise: true, leaves: `attributes of ${thing}`, of: thing, why: COPIED, commands: [all] }];
}

function rdsShares(thing: string, option: string, operation: string): readonly Rule[] {
  const remove = `rds ${operation} ${option} --attribute-name restore --values-to-remove {.}`;
  const of = thing;
  return [
    { each: "valuesToAdd", has: "", leaves: `sharing of ${thing} with {.}`, of, why: COPIED, commands: [remove] },
    { each: "valuesToRemove", has: "", ends: `sharing of ${thing} with {.}` },
    { otherwise: true, leaves: `attributes of ${thing}`, of, why: COPIED },
  ];
}

const isPublic: Rule["when"] = ({ asked }) => valueAt(asked, "allowExternalPrincipals") !== false;

export const sharedData: ResidualKind = {
  kind: "shared-data",
  section: "left-behind",
  title: "Snapshots and images, shared or copied",
  why: "The copy stays, and whoever may read it has what was on the disk.",
  calls: {
    "ec2:ModifySnapshotAttribute": ec2Shares({
      thing: SNAPSHOT,
      list: "createVolumePermission",
      command: "ec2 modify-snapshot-attribute --snapshot-id {snapshotId} --attribute createVolumePermission",
      options: { userId: "--user-ids", group: "--group-names" },
      all: "ec2 reset-snapshot-attribute --snapshot-id {snapshotId} --attribute createVolumePermission",
    }),
    "ec2:ModifyImageAttribute": ec2Shares({
      thing: IMAGE,
      list: "launchPermission",
      command: "ec2 modify-image-attribute --image-id {imageId} --attribute launchPermission",
      options: { userId: "--user-ids", group: "--user-groups", organizationArn: "--organization-arns" },
      all: "ec2 describe-image-attribute --image-id {imageId} --attribute launchPermission",
    }),
    "rds:ModifyDBSnapshotAttribute": rdsShares(
      DB,
      "--db-snapshot-identifier {dbSnapshotIdentifier}",
      "modify-db-snapshot-attribute",
    ),
    "rds:ModifyDBClusterSnapshotAttribute": rdsShares(
      DB_CLUSTER,
      "--db-cluster-snapshot-identifier {dbClusterSnapshotIdentifier}",
      "modify-db-cluster-snapshot-attribute",
    ),
    "redshift:AuthorizeSnapshotAccess": {
      leaves: "sharing of Redshift snapshot {snapshotIdentifier} with account {accountWithRestoreAccess}",
      why: COPIED,
      commands: [
        "redshift revoke-snapshot-access --snapshot-identifier {snapshotIdentifier} --account-with-restore-access {accountWithRestoreAccess}",
      ],
    },
    "redshift:RevokeSnapshotAccess": {
      ends: "sharing of Redshift snapshot {snapshotIdentifier} with account {accountWithRestoreAccess}",
    },
    "ram:CreateResourceShare": {
      when: isPublic,
      leaves: "resource share {>resourceShare.resourceShareArn|name}",
      why: "Other accounts use what is shared.",
      commands: ["ram delete-resource-share --resource-share-arn {>resourceShare.resourceShareArn}"],
    },
    "ram:AssociateResourceShare": {
      leaves: "members of resource share {resourceShareArn}",
      why: "Other accounts use what is shared.",
      commands: [
        "ram get-resource-share-associations --association-type PRINCIPAL --resource-share-arns {resourceShareArn}",
      ],
    },
    "ram:DeleteResourceShare": { ends: "resource share {resourceShareArn}", once: true },
    "ec2:DisableSnapshotBlockPublicAccess": {
      leaves: "block of public snapshots switched off",
      why: "Snapshots of the Region can be shared with everybody.",
      commands: ["ec2 enable-snapshot-block-public-access --state block-all-sharing"],
    },
    "ec2:DisableImageBlockPublicAccess": {
      leaves: "block of public images switched off",
      why: "Images of the Region can be shared with everybody.",
      commands: ["ec2 enable-image-block-public-access --image-block-public-access-state block-new-sharing"],
    },
    "ec2:DisableEbsEncryptionByDefault": {
      leaves: "encryption of new volumes switched off",
      why: "New volumes and their snapshots are written in clear.",
      commands: ["ec2 enable-ebs-encryption-by-default"],
    },
  },
};
