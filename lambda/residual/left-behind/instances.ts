// EC2 instances: launched, started, stopped, and templates that launch more.
import type { ResidualKind, Rule } from "../kind.ts";
import { listOf, textOf, valueAt } from "../values.ts";

const INSTANCE = "instance {.instanceId}";
const STARTED = `start of ${INSTANCE}`;
const STOPPED = `stop of ${INSTANCE}`;
const each = "instancesSet.items";

/** The answer names the state before: https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_InstanceStateChange.html */
const unlessAlready = (state: string, rule: Rule): readonly Rule[] => [
  {
    ...rule,
    repeats: true,
    when: ({ answered }) =>
      listOf(valueAt(answered, each)).some((machine) => textOf(valueAt(machine, "previousState.name")) === state),
  },
  { ...rule, otherwise: true },
];

const TEMPLATE = "launch template {launchTemplateId|>launchTemplate.launchTemplateId|launchTemplateName}";
const GROUP = "Auto Scaling group {autoScalingGroupName}";
const FLEET = "fleet {>fleetId|>spotFleetRequestId|>createFleetResponse.fleetId}";

const templateChange: Rule = {
  leaves: `versions of ${TEMPLATE}`,
  of: TEMPLATE,
  why: "Whatever launches from the template gets the image, user data and role that it names.",
  commands: [
    "ec2 describe-launch-template-versions --launch-template-id {launchTemplateId|>launchTemplate.launchTemplateId}",
    "ec2 modify-launch-template --launch-template-id {launchTemplateId|>launchTemplate.launchTemplateId} --default-version EARLIER_VERSION",
  ],
};

export const instances: ResidualKind = {
  kind: "instance",
  section: "left-behind",
  title: "EC2 instances",
  why: "It runs on, costs money, and gets credentials of its instance profile that are issued after any cutoff.",
  calls: {
    "ec2:RunInstances": {
      each: ">instancesSet.items",
      leaves: INSTANCE,
      commands: [
        "ec2 stop-instances --instance-ids {.instanceId}",
        "ec2 terminate-instances --instance-ids {.instanceId}",
      ],
      byHand: "Stop it first and take snapshots: terminating destroys evidence.",
    },
    "ec2:TerminateInstances": { each, ends: INSTANCE, once: true },
    "ec2:StartInstances": unlessAlready("running", {
      each,
      ends: STOPPED,
      leaves: STARTED,
      of: INSTANCE,
      commands: ["ec2 stop-instances --instance-ids {.instanceId}"],
    }),
    "ec2:StopInstances": unlessAlready("stopped", {
      each,
      ends: STARTED,
      leaves: STOPPED,
      of: INSTANCE,
      why: "It stands still.",
      commands: ["ec2 start-instances --instance-ids {.instanceId}"],
    }),
    "ec2:RebootInstances": {
      each,
      leaves: `restart of ${INSTANCE}`,
      of: INSTANCE,
      why: "Changed boot programs have run.",
    },
    "ec2:RequestSpotInstances": {
      each: ">spotInstanceRequestSet.items",
      leaves: "spot request {.spotInstanceRequestId}",
      commands: ["ec2 cancel-spot-instance-requests --spot-instance-request-ids {.spotInstanceRequestId}"],
      byHand: "Cancelling the request leaves its instances running: terminate them too.",
    },
    "ec2:CancelSpotInstanceRequests": {
      each: "spotInstanceRequestIdSet.items",
      ends: "spot request {.spotInstanceRequestId}",
      once: true,
    },
    "ec2:RequestSpotFleet": {
      leaves: FLEET,
      commands: ["ec2 cancel-spot-fleet-requests --spot-fleet-request-ids {>spotFleetRequestId} --terminate-instances"],
    },
    "ec2:CreateFleet": {
      leaves: FLEET,
      commands: ["ec2 delete-fleets --fleet-ids {>fleetId} --terminate-instances"],
    },
    "ec2:CreateLaunchTemplate": {
      leaves: TEMPLATE,
      commands: ["ec2 delete-launch-template --launch-template-id {>launchTemplate.launchTemplateId}"],
    },
    "ec2:CreateLaunchTemplateVersion": templateChange,
    "ec2:ModifyLaunchTemplate": templateChange,
    "ec2:DeleteLaunchTemplate": { ends: TEMPLATE },
    "autoscaling:CreateAutoScalingGroup": {
      leaves: GROUP,
      commands: [
        "autoscaling delete-auto-scaling-group --auto-scaling-group-name {autoScalingGroupName} --force-delete",
      ],
    },
    "autoscaling:UpdateAutoScalingGroup": {
      leaves: `settings of ${GROUP}`,
      of: GROUP,
      commands: [
        "autoscaling describe-auto-scaling-groups --auto-scaling-group-names {autoScalingGroupName}",
        "autoscaling describe-scaling-activities --auto-scaling-group-name {autoScalingGroupName}",
      ],
    },
    "autoscaling:SetDesiredCapacity": {
      leaves: `size of ${GROUP}`,
      of: GROUP,
      commands: ["autoscaling describe-auto-scaling-groups --auto-scaling-group-names {autoScalingGroupName}"],
    },
    "autoscaling:DeleteAutoScalingGroup": { ends: GROUP },
    "autoscaling:CreateLaunchConfiguration": {
      leaves: "launch configuration {launchConfigurationName}",
      commands: ["autoscaling delete-launch-configuration --launch-configuration-name {launchConfigurationName}"],
    },
    "autoscaling:DeleteLaunchConfiguration": { ends: "launch configuration {launchConfigurationName}" },
    "lightsail:CreateInstances": {
      each: "instanceNames",
      leaves: "Lightsail instance {.|instanceNames.0}",
      commands: ["lightsail delete-instance --instance-name {.|instanceNames.0}"],
    },
    "lightsail:DeleteInstance": { ends: "Lightsail instance {instanceName}" },
  },
};
