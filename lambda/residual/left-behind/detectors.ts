// What looks for intruders: GuardDuty, Security Hub, Macie, Inspector, Access Analyzer, firewalls.
//
// https://docs.aws.amazon.com/guardduty/latest/ug/guardduty_suspend-disable.html
import type { ResidualKind, Rule } from "../kind.ts";

const DETECTOR = "GuardDuty detector {detectorId}";

const members: Rule = {
  leaves: `members of ${DETECTOR}`,
  of: DETECTOR,
  commands: ["guardduty list-members --detector-id {detectorId} --only-associated false"],
  byHand: "Associate and start the members again.",
};

const list = (what: string, remove: string): Rule => ({
  leaves: what,
  of: DETECTOR,
  why: "Findings from the addresses on a trusted list are not made.",
  commands: [remove],
});

const filter: Rule = {
  leaves: `filter {name|filterName} of ${DETECTOR}`,
  of: DETECTOR,
  why: "Findings that match are archived unseen.",
  commands: ["guardduty delete-filter --detector-id {detectorId} --filter-name {name|filterName}"],
};

const off = (what: string, ...commands: readonly string[]): Rule => ({ leaves: `${what} switched off`, commands });

export const detectors: ResidualKind = {
  kind: "detector",
  section: "left-behind",
  title: "Detectors and firewalls",
  why: "Until it is on again nobody is told of what the intruder does.",
  calls: {
    "guardduty:DeleteDetector": { ends: DETECTOR, commands: ["guardduty create-detector --enable"] },
    "guardduty:CreateDetector": { leaves: "GuardDuty detector {>detectorId}", why: "It is the account's own." },
    "guardduty:UpdateDetector": {
      leaves: `settings of ${DETECTOR}`,
      of: DETECTOR,
      commands: [
        "guardduty get-detector --detector-id {detectorId}",
        "guardduty update-detector --detector-id {detectorId} --enable",
      ],
      byHand: "Switch its features on again as they were.",
    },
    "guardduty:CreateFilter": filter,
    "guardduty:UpdateFilter": filter,
    "guardduty:DeleteFilter": { ends: `filter {name|filterName} of ${DETECTOR}` },
    "guardduty:CreateIPSet": list(
      "trusted list {>ipSetId|ipSetId} of GuardDuty",
      "guardduty delete-ip-set --detector-id {detectorId} --ip-set-id {>ipSetId|ipSetId}",
    ),
    "guardduty:UpdateIPSet": list(
      "trusted list {>ipSetId|ipSetId} of GuardDuty",
      "guardduty delete-ip-set --detector-id {detectorId} --ip-set-id {>ipSetId|ipSetId}",
    ),
    "guardduty:DeleteIPSet": { ends: "trusted list {>ipSetId|ipSetId} of GuardDuty", once: true },
    "guardduty:DeleteThreatIntelSet": { ends: "list of threats {threatIntelSetId} of GuardDuty" },
    "guardduty:DeletePublishingDestination": { ends: "export {destinationId} of GuardDuty's findings" },
    "guardduty:ArchiveFindings": {
      leaves: `archived findings of ${DETECTOR}`,
      commands: ["guardduty list-findings --detector-id {detectorId}"],
    },
    "guardduty:DisassociateMembers": members,
    "guardduty:DeleteMembers": members,
    "guardduty:StopMonitoringMembers": members,
    "guardduty:UpdateMemberDetectors": members,
    "guardduty:DisassociateFromAdministratorAccount": off("GuardDuty's administrator of this account"),
    "guardduty:DisassociateFromMasterAccount": off("GuardDuty's administrator of this account"),
    "guardduty:DisableOrganizationAdminAccount": off("GuardDuty's administrator of the organization"),
    "guardduty:UpdateOrganizationConfiguration": off("GuardDuty for new accounts"),
    "securityhub:DisableSecurityHub": off("Security Hub", "securityhub enable-security-hub"),
    "securityhub:EnableSecurityHub": { ends: "Security Hub switched off", leaves: "Security Hub switched on" },
    "securityhub:BatchDisableStandards": off("standards of Security Hub", "securityhub get-enabled-standards"),
    "securityhub:UpdateStandardsControl": { leaves: "control {standardsControlArn} of Security Hub" },
    "securityhub:DisassociateFromAdministratorAccount": off("Security Hub's administrator of this account"),
    "securityhub:DisassociateMembers": off("Security Hub of member accounts"),
    "securityhub:DeleteMembers": off("Security Hub of member accounts"),
    "securityhub:DisableImportFindingsForProduct": off("findings of {productSubscriptionArn} in Security Hub"),
    "securityhub:BatchUpdateFindings": {
      leaves: "state of findings in Security Hub",
      why: "Findings that were suppressed are not looked at.",
    },
    "securityhub:CreateAutomationRule": {
      leaves: "rule {>ruleArn|ruleName} of Security Hub",
      why: "Findings that match are changed unseen.",
      commands: ["securityhub batch-delete-automation-rules --automation-rules-arns {>ruleArn}"],
    },
    "macie2:DisableMacie": off("Macie", "macie2 enable-macie"),
    "macie2:EnableMacie": { ends: "Macie switched off", leaves: "Macie switched on" },
    "macie2:UpdateMacieSession": off("Macie", "macie2 update-macie-session --status ENABLED"),
    "inspector2:Disable": off("Inspector", "inspector2 enable --resource-types EC2 ECR LAMBDA"),
    "inspector2:Enable": { ends: "Inspector switched off", leaves: "Inspector switched on" },
    "detective:DeleteGraph": off("Detective", "detective create-graph"),
    "access-analyzer:DeleteAnalyzer": { ends: "access analyzer {analyzerName}" },
    "access-analyzer:CreateArchiveRule": {
      leaves: "archive rule {ruleName} of access analyzer {analyzerName}",
      why: "Findings that match are archived unseen.",
      commands: ["accessanalyzer delete-archive-rule --analyzer-name {analyzerName} --rule-name {ruleName}"],
    },
    "wafv2:DeleteWebACL": { ends: "web ACL {name}" },
    "wafv2:UpdateWebACL": {
      leaves: "rules of web ACL {name}",
      commands: ["wafv2 get-web-acl --name {name} --scope {scope} --id {id}"],
    },
    "wafv2:DisassociateWebACL": { leaves: "web ACL taken from {resourceArn}" },
    "wafv2:DeleteLoggingConfiguration": { leaves: "log of {resourceArn} switched off" },
    "network-firewall:DeleteFirewall": { ends: "firewall {firewallName|firewallArn}" },
    "network-firewall:UpdateFirewallPolicy": { leaves: "firewall policy {firewallPolicyName|firewallPolicyArn}" },
    "shield:DisassociateDRTRole": off("access of AWS's response team"),
  },
};
