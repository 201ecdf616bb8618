// AWS's words for refusals that come before an operation, by family of services (seen in AWS's answers; see each).
import type { Dialect } from "../operation.ts";

const SIGNATURE_MESSAGE =
  "The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method. Consult the service documentation for details.";

function unknownVersion(operation: string, version: string): readonly [string, string] {
  return ["InvalidAction", `Could not find operation ${operation} for version ${version}`];
}

const BAD_TOKEN = "The security token included in the request is invalid.";

const INCOMPLETE = ["IncompleteSignature", "The request signature does not conform to AWS standards.", 400] as const;
const MALFORMED = { header: INCOMPLETE, query: INCOMPLETE };

/** IAM, STS, SNS: https://docs.aws.amazon.com/IAM/latest/APIReference/CommonErrors.html */
export const QUERY_DIALECT: Dialect = {
  unknownKey: ["InvalidClientTokenId", BAD_TOKEN, 403],
  foreignToken: ["InvalidClientTokenId", BAD_TOKEN, 403],
  malformedSignature: MALFORMED,
  missingAuthentication: ["MissingAuthenticationToken", "Request is missing Authentication Token", 403],
  badSignature: ["SignatureDoesNotMatch", SIGNATURE_MESSAGE, 403],
  expiredToken: ["ExpiredToken", "The security token included in the request is expired", 403],
  accessDenied: ["AccessDenied", "", 403],
  throttled: ["Throttling", "Rate exceeded", 400],
  unknownApi: unknownVersion,
  invalidInput: ["ValidationError", 400],
};

export const IAM_DIALECT: Dialect = { ...QUERY_DIALECT, invalidInput: ["ValidationError", 400, "terse"] };
export const STS_DIALECT: Dialect = { ...QUERY_DIALECT, invalidInput: ["ValidationError", 400, "values"] };

/** Services that speak JSON: https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/CommonErrors.html */
export const JSON_DIALECT: Dialect = {
  unknownKey: ["UnrecognizedClientException", BAD_TOKEN, 400],
  foreignToken: ["UnrecognizedClientException", BAD_TOKEN, 400],
  malformedSignature: MALFORMED,
  missingAuthentication: ["MissingAuthenticationTokenException", "Missing Authentication Token", 400],
  badSignature: ["InvalidSignatureException", SIGNATURE_MESSAGE, 400],
  expiredToken: ["ExpiredTokenException", "The security token included in the request is expired", 400],
  accessDenied: ["AccessDeniedException", "", 400],
  throttled: ["ThrottlingException", "Rate exceeded", 400],
  unknownApi: () => ["UnknownOperationException", ""],
  invalidInput: ["ValidationException", 400],
};

/** REST services with JSON bodies answer the same with 403 where JSON 1.1 answers 400. */
export const REST_JSON_DIALECT: Dialect = {
  ...JSON_DIALECT,
  unknownKey: ["UnrecognizedClientException", BAD_TOKEN, 403],
  foreignToken: ["UnrecognizedClientException", BAD_TOKEN, 403],
  missingAuthentication: ["MissingAuthenticationTokenException", "Missing Authentication Token", 403],
  badSignature: ["InvalidSignatureException", SIGNATURE_MESSAGE, 403],
  expiredToken: ["ExpiredTokenException", "The security token included in the request is expired", 403],
  accessDenied: ["AccessDeniedException", "", 403],
  throttled: ["TooManyRequestsException", "Rate exceeded", 429],
};

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/errors-overview.html */
export const EC2_DIALECT: Dialect = {
  unknownKey: ["AuthFailure", "AWS was not able to validate the provided access credentials", 401],
  foreignToken: ["AuthFailure", "AWS was not able to validate the provided access credentials", 401],
  malformedSignature: MALFORMED,
  missingAuthentication: ["MissingParameter", "The request must contain the parameter AWSAccessKeyId", 400],
  badSignature: ["AuthFailure", "AWS was not able to validate the provided access credentials", 401],
  expiredToken: ["RequestExpired", "Request has expired.", 400],
  encodesRefusals: true,
  accessDenied: ["UnauthorizedOperation", "", 403],
  throttled: ["RequestLimitExceeded", "Request limit exceeded.", 503],
  unknownApi: unknownVersion,
  invalidInput: ["InvalidParameterValue", 400],
};

/**
 * https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html; "additional context … for requests made to
 * resources within the same AWS account or same organization" [S3 User Guide, troubleshoot 403 errors].
 */
export const S3_DIALECT: Dialect = {
  unknownKey: ["InvalidAccessKeyId", "The AWS Access Key Id you provided does not exist in our records.", 403],
  foreignToken: ["InvalidToken", "The provided token is malformed or otherwise invalid.", 400],
  malformedSignature: {
    header: ["AuthorizationHeaderMalformed", "The authorization header that you provided is not valid.", 400],
    query: [
      "AuthorizationQueryParametersError",
      "Query-string authentication version 4 requires the X-Amz-Algorithm, X-Amz-Credential, X-Amz-Signature, X-Amz-Date, X-Amz-SignedHeaders, and X-Amz-Expires parameters.",
      400,
    ],
  },
  missingAuthentication: ["AccessDenied", "Access Denied", 403],
  badSignature: [
    "SignatureDoesNotMatch",
    "The request signature we calculated does not match the signature you provided. Check your key and signing method.",
    403,
  ],
  expiredToken: ["ExpiredToken", "The provided token has expired.", 400],
  accessDenied: ["AccessDenied", "", 403],
  strangersHear: "Access Denied",
  throttled: ["SlowDown", "Please reduce your request rate.", 503],
  unknownApi: unknownVersion,
  invalidInput: ["InvalidArgument", 400],
};
