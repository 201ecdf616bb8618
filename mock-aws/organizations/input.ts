// Ids and names as Organizations takes them; what is not of their form is refused in its own words.
import { z } from "zod";
import { AwsError } from "../aws-error.ts";
import { text } from "../input.ts";
import { POLICY_TYPES } from "./organization.ts";

export function invalidInput(message: string, Reason: string): AwsError {
  return new AwsError("InvalidInputException", message, 400, { Reason });
}

/** The words are [recorded by moto's tests]. */
function matching(pattern: RegExp) {
  return z.string().refine((value) => {
    if (pattern.test(value)) return true;
    throw invalidInput("You provided a value that does not match the required pattern.", "INVALID_PATTERN");
  });
}

const ROOT = "r-[0-9a-z]{4,32}";
const UNIT = "ou-[0-9a-z]{4,32}-[a-z0-9]{8,32}";
const ACCOUNT = "\\d{12}";

export const rootId = matching(new RegExp(`^${ROOT}$`));
export const unitId = matching(new RegExp(`^${UNIT}$`));
export const accountId = matching(new RegExp(`^${ACCOUNT}$`));
export const parentId = matching(new RegExp(`^(${ROOT}|${UNIT})$`));
export const childId = matching(new RegExp(`^(${ACCOUNT}|${UNIT})$`));
export const targetId = matching(new RegExp(`^(${ROOT}|${UNIT}|${ACCOUNT})$`));
export const policyId = matching(/^p-[0-9a-zA-Z_]{8,128}$/);
export const resourceId = matching(new RegExp(`^(${ROOT}|${UNIT}|${ACCOUNT}|p-[0-9a-zA-Z_]{8,128})$`));
/** Refused with the member's name behind the reason [recorded]. */
export const handshakeId = z.unknown().transform((value) => {
  if (value === undefined)
    throw invalidInput("You must provide a value for the parameter.", "INPUT_REQUIRED:HANDSHAKE_ID");
  if (typeof value === "string" && /^h-[0-9a-z]{8,32}$/.test(value)) return value;
  throw invalidInput("You provided a value that does not match the required pattern.", "INVALID_PATTERN:HANDSHAKE_ID");
});

export const creationId = matching(/^car-[a-z0-9]{8,32}$/);

export const servicePrincipal = text({ min: 1, max: 128 }).refine((value) => {
  if (/^[a-z0-9.-]+\.amazonaws\.com$/.test(value)) return true;
  throw invalidInput("You specified an unrecognized service principal.", "UNRECOGNIZED_SERVICE_PRINCIPAL");
});

export const policyType = z.string().transform((value) => {
  const type = POLICY_TYPES.find((one) => one === value);
  if (type) return type;
  throw invalidInput("You specified an invalid value.", "INVALID_ENUM_POLICY_TYPE");
});

export const unitName = text({ min: 1, max: 128 });

export const tags = z
  .array(z.strictObject({ Key: text({ min: 1, max: 128 }), Value: text({ max: 256 }) }))
  .refine((wish) => {
    if (new Set(wish.map(({ Key }) => Key)).size === wish.length) return true;
    throw invalidInput("Your request includes duplicate tag keys.", "DUPLICATE_TAG_KEY");
  });
