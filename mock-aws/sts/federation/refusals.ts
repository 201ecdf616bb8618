// What STS answers where a token or an assertion proves nobody.
// https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRoleWithWebIdentity.html#API_AssumeRoleWithWebIdentity_Errors
import { AwsError } from "../../aws-error.ts";

export function invalidToken(message: string): AwsError {
  return new AwsError("InvalidIdentityToken", message, 400);
}

export function expiredToken(message: string): AwsError {
  return new AwsError("ExpiredTokenException", message, 400);
}

/** Of a provider that cannot be asked. */
export function unreachable(message: string): AwsError {
  return new AwsError("IDPCommunicationError", message, 400);
}

/** Of a provider that was asked, or that says by itself that it let nobody in. */
export function rejectedClaim(message: string): AwsError {
  return new AwsError("IDPRejectedClaim", message, 403);
}
