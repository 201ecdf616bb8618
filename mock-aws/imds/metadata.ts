// What the metadata service knows, by path; a path that ends in a slash lists what lies below it.
// https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/ec2-instance-metadata.html
import type { Instance } from "../ec2/instances.ts";
import { jsonText } from "./pages.ts";
import type { CredentialSource } from "./role-credentials.ts";

export type Delivery = "1.0" | "2.0";

type Leaves = ReadonlyMap<string, string>;

const iso = (instant: number) => `${new Date(instant).toISOString().slice(0, 19)}Z`;

/** The text at a path below `/latest/`; undefined where there is none. */
export function metadataAt(
  path: string,
  instance: Instance,
  source: CredentialSource,
  delivery: Delivery,
): string | undefined {
  const leaves = leavesOf(instance, source, delivery);
  return leaves.get(path) ?? listing(path, leaves);
}

/** `iam/` for what has more below it, the bare name for what has not. */
function listing(path: string, leaves: Leaves): string | undefined {
  const prefix = path === "" || path.endsWith("/") ? path : `${path}/`;
  const below = [...leaves.keys()].filter((leaf) => leaf.startsWith(prefix)).map((leaf) => leaf.slice(prefix.length));
  const names = below.map((rest) => (rest.includes("/") ? rest.slice(0, rest.indexOf("/") + 1) : rest));
  return names.length === 0 ? undefined : [...new Set(names)].sort().join("\n");
}

function leavesOf(instance: Instance, source: CredentialSource, delivery: Delivery): Leaves {
  const { region, availabilityZone } = instance;
  const dns = region === "us-east-1" ? "ec2.internal" : `${region}.compute.internal`;
  const hostname = `ip-${instance.privateIp.replaceAll(".", "-")}.${dns}`;
  const leaves = new Map([
    ["dynamic/instance-identity/document", jsonText(identityDocument(instance))],
    ["meta-data/ami-id", instance.imageId],
    ["meta-data/ami-launch-index", String(instance.launchIndex)],
    ["meta-data/hostname", hostname],
    ["meta-data/instance-action", "none"],
    ["meta-data/instance-id", instance.instanceId],
    ["meta-data/instance-life-cycle", "on-demand"],
    ["meta-data/instance-type", instance.instanceType],
    ["meta-data/local-hostname", hostname],
    ["meta-data/local-ipv4", instance.privateIp],
    ["meta-data/placement/availability-zone", availabilityZone],
    ["meta-data/placement/region", region],
    ["meta-data/reservation-id", instance.reservationId],
    ["meta-data/security-groups", "default"],
    ["meta-data/services/domain", "amazonaws.com"],
    ["meta-data/services/partition", "aws"],
  ]);
  if (instance.userData) leaves.set("user-data", instance.userData.toString("latin1"));
  if (instance.metadata.instanceMetadataTags === "enabled") {
    for (const [key, value] of instance.tags) leaves.set(`meta-data/tags/instance/${key}`, value);
  }
  addCredentials(leaves, instance, source, delivery);
  return leaves;
}

function addCredentials(
  leaves: Map<string, string>,
  instance: Instance,
  source: CredentialSource,
  delivery: Delivery,
): void {
  const held = source.current();
  const role = source.role();
  if (instance.association) {
    const { arn, id } = instance.association.profile;
    const info = {
      Code: "Success",
      LastUpdated: iso(source.updatedAt()),
      InstanceProfileArn: arn,
      InstanceProfileId: id,
    };
    leaves.set("meta-data/iam/info", jsonText(info));
  }
  if (!role) return;
  const key = held?.keys[delivery];
  const content = key
    ? {
        Code: "Success",
        LastUpdated: iso(held.updatedAt),
        Type: "AWS-HMAC",
        AccessKeyId: key.accessKeyId,
        SecretAccessKey: key.secretAccessKey,
        Token: key.sessionToken,
        Expiration: iso(key.expiresAt),
      }
    : { Code: "AssumeRoleUnauthorizedAccess", Message: cannotAssume(role.name), LastUpdated: iso(source.updatedAt()) };
  leaves.set(`meta-data/iam/security-credentials/${role.name}`, jsonText(content));
}

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_iam-ec2.html */
function cannotAssume(role: string): string {
  return `EC2 cannot assume the role ${role}. Please see documentation at https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_iam-ec2.html#troubleshoot_iam-ec2_errors-info-doc.`;
}

function identityDocument(instance: Instance) {
  return {
    accountId: instance.account,
    architecture: "x86_64",
    availabilityZone: instance.availabilityZone,
    billingProducts: null,
    devpayProductCodes: null,
    marketplaceProductCodes: null,
    imageId: instance.imageId,
    instanceId: instance.instanceId,
    instanceType: instance.instanceType,
    kernelId: null,
    pendingTime: iso(instance.launchedAt),
    privateIp: instance.privateIp,
    ramdiskId: null,
    region: instance.region,
    version: "2017-09-30",
  };
}
