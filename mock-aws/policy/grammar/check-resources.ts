// What IAM requires of the resources in a policy when it is stored.
import { MalformedPolicyError } from "../errors.ts";

const PARTITIONS = /^(\*|aws|aws-cn|aws-us-gov|aws-eusc|aws-iso(-[a-z])?)$/;

const IAM_PATHS =
  "user/, federated-user/, role/, group/, instance-profile/, mfa/, server-certificate/, policy/, " +
  "sms-mfa/, saml-provider/, oidc-provider/, report/, access-report/";

/** The first, rough check: an ARN of too few parts [texts and order recorded by moto's tests]. */
export function checkLegacyResources(resources: readonly string[]): void {
  for (const resource of resources) {
    const [arn, partition = "", service, ...rest] = resource.split(":");
    if (arn !== "arn" || !PARTITIONS.test(partition) || service === undefined) continue;
    const short = rest.length > 0 && rest.length < 3 && !resource.endsWith("*");
    if (service === "" || short) throw new MalformedPolicyError("The policy failed legacy parsing");
  }
}

/** That each is "*" or an ARN of a partition that exists. */
export function checkResourceForm(resources: readonly string[]): void {
  for (const resource of resources) {
    if (resource === "*") continue;
    const [, partition, ...rest] = resource.split(":");
    if (partition === undefined) {
      throw new MalformedPolicyError(`Resource ${resource} must be in ARN format or "*".`);
    }
    if (!resource.startsWith("arn:") || !PARTITIONS.test(partition)) {
      throw new MalformedPolicyError(
        `Partition "${partition}" is not valid for resource "arn:${partition}:${fourParts(rest).join(":")}".`,
      );
    }
    // "You can't use a wildcard in the service segment" [IAM User Guide, Resource element]; the text [published].
    if (rest.length === 0 || /[*?]/.test(rest[0] ?? "")) {
      throw new MalformedPolicyError("Resource vendor must be fully qualified and cannot contain regexes.");
    }
  }
}

/** What IAM knows about the ARNs of IAM itself and of S3. */
export function checkResourceService(resources: readonly string[]): void {
  for (const resource of resources) {
    const [, , service, region = "", account, ...rest] = resource.split(":");
    if (service === "iam" && account !== undefined) checkIamResource(resource, region, rest.join(":"));
    // Access points carry a Region and an account; buckets and objects neither.
    if (service === "s3" && account === "" && region !== "" && region !== "*") {
      throw new MalformedPolicyError(`Resource ${resource} can not contain region information.`);
    }
  }
}

function checkIamResource(resource: string, region: string, path: string): void {
  if (region !== "" && region !== "*") {
    throw new MalformedPolicyError(`IAM resource ${resource} cannot contain region information.`);
  }
  // The root user, which sts:AssumeRoot takes: newer than the list in the message.
  const known =
    path.startsWith("*") || path === "root" || IAM_PATHS.split(", ").some((prefix) => path.startsWith(prefix));
  if (!known) throw new MalformedPolicyError(`IAM resource path must either be "*" or start with ${IAM_PATHS}.`);
}

/** AWS's message fills the missing parts with "*". */
function fourParts(rest: readonly string[]): string[] {
  const [service = "*", region = "*", account = "*"] = rest;
  return [service, region, account, rest.length > 3 ? rest.slice(3).join(":") : "*"];
}
