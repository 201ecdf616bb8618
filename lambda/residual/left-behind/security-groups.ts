// Security groups: what they let in and out.
//
// https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_AuthorizeSecurityGroupIngress.html
import type { ResidualKind, Rule } from "../kind.ts";

const GROUP = "security group {groupId|>groupId|groupName}";
const SOURCE = ".cidrIpv4|.cidrIpv6|.referencedGroupInfo.groupId|.prefixListId";
const RULE =
  "rule {.securityGroupRuleId} ({.ipProtocol} {.fromPort}-{.toPort}, SOURCE) of security group {.groupId|groupId|groupName}".replace(
    "SOURCE",
    `{${SOURCE}}`,
  );

type Direction = "ingress" | "egress";

const allow = (direction: Direction): Rule => ({
  each: ">securityGroupRuleSet.items",
  leaves: `${direction} ${RULE}`,
  of: "security group {.groupId|groupId}",
  commands: [
    `ec2 revoke-security-group-${direction} --group-id {.groupId|groupId} --security-group-rule-ids {.securityGroupRuleId}`,
  ],
});

/** AWS names the revoked rules in its answer since 2024; before, only the request says what they were. */
const revoke = (direction: Direction): readonly Rule[] => [
  {
    each: ">revokedSecurityGroupRuleSet.items",
    has: "securityGroupRuleId",
    ends: `${direction} ${RULE}`,
    once: true,
    why: CLOSED,
  },
  {
    otherwise: true,
    leaves: `${direction} rules taken from ${GROUP}`,
    of: GROUP,
    why: CLOSED,
    commands: ["ec2 describe-security-group-rules --filters Name=group-id,Values={groupId}"],
  },
];

const CLOSED = "What it let through is cut.";

export const securityGroups: ResidualKind = {
  kind: "security-group",
  section: "left-behind",
  title: "Security groups",
  why: "The network lets it through, whoever comes.",
  calls: {
    "ec2:AuthorizeSecurityGroupIngress": allow("ingress"),
    "ec2:AuthorizeSecurityGroupEgress": allow("egress"),
    "ec2:RevokeSecurityGroupIngress": revoke("ingress"),
    "ec2:RevokeSecurityGroupEgress": revoke("egress"),
    "ec2:ModifySecurityGroupRules": {
      leaves: `changed rules of ${GROUP}`,
      of: GROUP,
      commands: ["ec2 describe-security-group-rules --filters Name=group-id,Values={groupId}"],
    },
    "ec2:CreateSecurityGroup": {
      leaves: "security group {>groupId}",
      commands: ["ec2 delete-security-group --group-id {>groupId}"],
    },
    "ec2:DeleteSecurityGroup": { ends: "security group {groupId}", once: true },
    "rds:AuthorizeDBSecurityGroupIngress": {
      leaves: "ingress of database security group {dbSecurityGroupName}",
      commands: ["rds describe-db-security-groups --db-security-group-name {dbSecurityGroupName}"],
    },
    "redshift:AuthorizeClusterSecurityGroupIngress": {
      leaves: "ingress of Redshift security group {clusterSecurityGroupName}",
      commands: ["redshift describe-cluster-security-groups --cluster-security-group-name {clusterSecurityGroupName}"],
    },
  },
};
