// organizations:CloseAccount — https://docs.aws.amazon.com/organizations/latest/APIReference/API_CloseAccount.html
import { AwsError } from "../aws-error.ts";
import { define } from "./define.ts";
import { findMember } from "./find.ts";
import { accountId } from "./input.ts";

/** "You need to wait a few minutes before the account is fully closed." */
const CLOSING_MS = 3 * 60_000;

/** It stays a member for 90 days, closed: the keys of its users, roles and root open nothing any more. */
export const closeAccount = define({
  name: "CloseAccount",
  readOnly: false,
  input: { AccountId: accountId },
  about: ({ AccountId }) => [AccountId],
  run({ AccountId }, org, { world, now }) {
    findMember(org, AccountId);
    const state = org.closures.get(AccountId);
    if (AccountId === org.managementAccount) {
      throw new AwsError("ConstraintViolationException", "You can't close the management account.", 400, {
        Reason: "CANNOT_CLOSE_MANAGEMENT_ACCOUNT",
      });
    }
    if (state === "SUSPENDED")
      throw new AwsError("AccountAlreadyClosedException", "The provided account is already closed.", 400);
    if (state === "PENDING_CLOSURE")
      throw new AwsError(
        "ConflictException",
        "The request failed because it conflicts with the current state of the specified resource.",
        400,
      );
    org.closures.set(AccountId, "PENDING_CLOSURE");
    world.clock.at(now + CLOSING_MS, () => void org.closures.set(AccountId, "SUSPENDED"));
  },
});
