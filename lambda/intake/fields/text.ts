// Texts that others wrote: absent in three spellings, of any length, and at times with a secret in them.
import * as z from "zod";
import { BadInputError } from "../../bad-input.ts";

/** The longest text of a source that is kept: an item of the ledger has room for 400 KB. */
const LONGEST_TEXT = 500;

/** "Length Constraints: Maximum length of 512": https://docs.aws.amazon.com/securityhub/1.0/APIReference/API_AwsSecurityFinding.html */
const LONGEST_ID = 512;

/** Sources write absent values as nothing, as "" and as the text "null". */
export const optionalText = z
  .string()
  .nullish()
  .transform((text) => (text === undefined || text === null || text === "" || text === "null" ? undefined : text));

/** For what does not say who is meant: of any other type, it is as good as absent. */
export const lenientText = optionalText.catch(undefined);

/** For reading by people; never for a name. */
export function short(text: string): string {
  const clean = withoutSecrets(text);
  return clean.length > LONGEST_TEXT ? `${clean.slice(0, LONGEST_TEXT)}…` : clean;
}

/** Secret access keys have 40 characters of base64, session tokens several hundred. An ARN has no such run in mixed case. */
export function withoutSecrets(text: string): string {
  return text.replace(/[A-Za-z0-9/+]{40,}={0,2}/g, (run) => (looksRandom(run) ? "[removed]" : run));
}

function looksRandom(run: string): boolean {
  return /[a-z]/.test(run) && /[A-Z]/.test(run) && /[0-9/+]/.test(run);
}

/** The error names what is wrong where; the event's own words stay out of it where they might be a secret. */
export function unreadable(what: string, error: z.ZodError): BadInputError {
  return new BadInputError(short(`${what} cannot be read: ${z.prettifyError(error)}`));
}

/** Whether a finding can be known by it: it is kept whole, or not at all. */
export function isFindingId(text: string): boolean {
  return text.length <= LONGEST_ID && withoutSecrets(text) === text;
}
