// The Region in the scope of a signature: there must be one of that name, and the account must have it.
import { AwsError } from "./aws-error.ts";
import { REGIONS } from "./ec2/regions.ts";
import type { Service } from "./operation.ts";
import { wrongRegion } from "./s3/wrong-region.ts";
import type { SignatureClaim } from "./signature.ts";
import type { WireRequest } from "./wire/http.ts";
import { HOME_REGION } from "./world.ts";

const KNOWN = new Map(REGIONS.map(({ name, optIn }) => [name, optIn]));

/**
 * Where the call takes place. Services without Regions are in us-east-1, whatever Region a client signs for: on this one
 * port a client cannot know better, where AWS's own endpoints take us-east-1 alone.
 */
export function signedRegion(
  claim: SignatureClaim | "malformed" | undefined,
  service: Service | undefined,
  request: WireRequest,
): string | undefined {
  if (typeof claim !== "object") return undefined;
  if (!service) return claim.region;
  const optIn = KNOWN.get(claim.region);
  if (optIn === undefined) throw unknownRegion(claim.region, service, request);
  if (service.global) return HOME_REGION;
  if (optIn === "not-opted-in") {
    // In a Region that is not enabled the key is not known: https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_temp_enable-regions.html
    const [code, message, status] = service.protocol.dialect.unknownKey;
    throw new AwsError(code, message, status);
  }
  return claim.region;
}

/**
 * As AWS answered to `aws-global`, which some SDKs sign with where an endpoint is set
 * (https://github.com/aws/aws-sdk-java-v2/issues/988); its newer answers leave out the name.
 */
function unknownRegion(region: string, { name, protocol }: Service, request: WireRequest): AwsError {
  if (name === "s3") return wrongRegion(request, region, HOME_REGION);
  const [code, , status] = protocol.dialect.badSignature;
  return new AwsError(code, `Credential should be scoped to a valid region, not '${region}'. `, status);
}
