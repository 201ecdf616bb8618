// S3's refusal of a request that is signed for another Region than the bucket's, with the right one in it.
import { AwsError } from "../aws-error.ts";
import type { WireRequest } from "../wire/http.ts";

export function wrongRegion(request: WireRequest, region: string, expected: string): AwsError {
  const byHeader = request.headers["authorization"] !== undefined;
  const [code, what] = byHeader
    ? ["AuthorizationHeaderMalformed", "The authorization header is malformed"]
    : ["AuthorizationQueryParametersError", "Error parsing the X-Amz-Credential parameter"];
  const message = `${what}; the region '${region}' is wrong; expecting '${expected}'`;
  return new AwsError(code, message, 400, { Region: expected });
}
