// Instances and associations as EC2's answers show them.
import type { Instance, ProfileAssociation } from "./instances.ts";

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_InstanceState.html */
const CODES = { pending: 0, running: 16, "shutting-down": 32, terminated: 48, stopping: 64, stopped: 80 } as const;

export type StateName = keyof typeof CODES;

export function showState(name: StateName) {
  return { code: CODES[name], name };
}

export function showInstance(instance: Instance, state: StateName = instance.state) {
  const isGone = instance.state === "terminated";
  const dns = instance.region === "us-east-1" ? "ec2.internal" : `${instance.region}.compute.internal`;
  return {
    instanceId: instance.instanceId,
    imageId: instance.imageId,
    instanceState: showState(state),
    privateDnsName: isGone ? "" : `ip-${instance.privateIp.replaceAll(".", "-")}.${dns}`,
    dnsName: "",
    reason: instance.stateReason,
    amiLaunchIndex: instance.launchIndex,
    productCodes: [],
    instanceType: instance.instanceType,
    launchTime: new Date(instance.launchedAt),
    placement: { availabilityZone: instance.availabilityZone, groupName: "", tenancy: "default" },
    monitoring: { state: "disabled" },
    ...(isGone ? {} : showPlace(instance)),
    ...(instance.stateReason === "" ? {} : { stateReason: STOPPED_BY_USER }),
    architecture: "x86_64",
    rootDeviceType: "ebs",
    rootDeviceName: "/dev/xvda",
    blockDeviceMapping: [],
    virtualizationType: "hvm",
    hypervisor: "xen",
    clientToken: instance.clientToken ?? "",
    ...(instance.tags.size === 0 ? {} : { tagSet: [...instance.tags].map(([key, value]) => ({ key, value })) }),
    ebsOptimized: false,
    enaSupport: true,
    ...(instance.association ? { iamInstanceProfile: showProfile(instance.association) } : {}),
    metadataOptions: showMetadataOptions(instance),
  };
}

const STOPPED_BY_USER = {
  code: "Client.UserInitiatedShutdown",
  message: "Client.UserInitiatedShutdown: User initiated shutdown",
};

function showPlace({ vpcId, subnetId, privateIp, securityGroupId }: Instance) {
  const groupSet = [{ groupId: securityGroupId, groupName: "default" }];
  return { subnetId, vpcId, privateIpAddress: privateIp, sourceDestCheck: true, groupSet };
}

export function showMetadataOptions({ metadata }: Instance) {
  return { state: "applied", ...metadata };
}

function showProfile({ profile }: ProfileAssociation) {
  return { arn: profile.arn, id: profile.id };
}

export type AssociationState = "associating" | "associated" | "disassociating";

export function showAssociation({ instanceId }: Instance, association: ProfileAssociation, state: AssociationState) {
  return {
    associationId: association.id,
    instanceId,
    iamInstanceProfile: showProfile(association),
    state,
    timestamp: new Date(association.since),
  };
}

/** The trail of EC2 writes a list as `{"items": […]}`. */
export function items<T>(list: readonly T[]): { readonly items: readonly T[] } {
  return { items: list };
}
