// What is known to be too long is not sent: the same error as IAM's own, so that the same fallback is taken.
import { countedLength } from "../policy-text.ts";

/** Named as IAM's refusal of a quota. */
export class NoRoomError extends Error {
  override readonly name = "LimitExceededException";
}

/** `quota` in characters, white space not counted; `called` is where the text should stand. */
export function refuseTooLong(text: string, quota: number, called: string): void {
  const length = countedLength(text);
  if (length <= quota) return;
  throw new NoRoomError(
    `With the deny, ${called} would be ${count(length)} characters long without white space, and ${count(quota)} fit.`,
  );
}

function count(characters: number): string {
  return characters.toLocaleString("en-US");
}
