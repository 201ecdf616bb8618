// What AWS allows as an account, a key id, a name or a unique id: anything else is not one, whoever wrote it.
import { lenientText } from "./text.ts";

/**
 * Of 16 to 128 characters (https://docs.aws.amazon.com/IAM/latest/APIReference/API_AccessKey.html); all that were seen have 20.
 * AKIA is long-term, ASIA temporary.
 */
export const ACCESS_KEY_ID = /^(AKIA|ASIA)[A-Z0-9]{12,124}$/;

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateRole.html; users' names are as long. */
export const IAM_NAME = /^[\w+=,.@-]{1,64}$/;

/** https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html */
export const SESSION_NAME = /^[\w+=,.@-]{2,64}$/;

export const ACCOUNT = /^\d{12}$/;
export const INSTANCE_ID = /^i-[0-9a-f]{8,17}$/;
/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html#identifiers-prefixes */
export const UNIQUE_ID = /^(AROA|AIDA)[A-Z0-9]{12,124}$/;
/** Instance profiles' names are longer than roles'. */
export const PROFILE_NAME = /^[\w+=,.@-]{1,128}$/;
/** https://docs.aws.amazon.com/STS/latest/APIReference/API_GetFederationToken.html */
export const FEDERATED_NAME = /^[\w+=,.@-]{2,32}$/;
export const SERVICE_NAME = /^[a-z0-9.-]{1,64}$/;

const REGION = /^[a-z]{2}(-[a-z]+)+-\d{1,2}$/;

export function isOf(pattern: RegExp, text: string | undefined): text is string {
  return text !== undefined && pattern.test(text);
}

/** The text if it is of this form. */
export function onlyIf(pattern: RegExp, text: string | undefined): string | undefined {
  return isOf(pattern, text) ? text : undefined;
}

export const lenientAccount = lenientText.transform((text) => onlyIf(ACCOUNT, text));
export const lenientRegion = lenientText.transform((text) => onlyIf(REGION, text) ?? "unknown");

/** Key ids anywhere in a text. They have 20 characters; a run of base64 that happens to hold one is none. */
export function accessKeyIdsIn(text: string): readonly string[] {
  return text.match(/(?<![A-Za-z0-9/+])(AKIA|ASIA)[A-Z0-9]{16}(?![A-Za-z0-9/+])/g) ?? [];
}
