// organizations:RemoveAccountFromOrganization, LeaveOrganization — https://docs.aws.amazon.com/organizations/latest/APIReference/API_RemoveAccountFromOrganization.html
import { AwsError } from "../aws-error.ts";
import type { Instant } from "../clock.ts";
import { define } from "./define.ts";
import { findMember } from "./find.ts";
import { accountId } from "./input.ts";
import type { Organization } from "./organization.ts";

export const removeAccountFromOrganization = define({
  name: "RemoveAccountFromOrganization",
  readOnly: false,
  input: { AccountId: accountId },
  about: ({ AccountId }) => [AccountId],
  run: ({ AccountId }, org, { now }) => refuseToPart(org, AccountId, now),
});

export const leaveOrganization = define({
  name: "LeaveOrganization",
  readOnly: false,
  membersToo: true,
  input: {},
  run: (_wish, org, { caller, now }) => refuseToPart(org, caller.account, now),
});

const WAIT_MS = 4 * 24 * 3_600_000;

/**
 * Nobody leaves: the accounts of the local AWS were created in the organization and have no means of paying for
 * themselves, so AWS keeps them. "Information required of standalone accounts is not automatically collected."
 */
function refuseToPart(org: Organization, account: string, now: Instant): never {
  const { joinedAt } = findMember(org, account);
  if (account === org.managementAccount) {
    const message = "You can't remove the management account from the organization.";
    throw new AwsError("MasterCannotLeaveOrganizationException", message, 400);
  }
  if (org.delegations.has(account)) {
    throw refusal(
      "You can't remove an account that is a delegated administrator.",
      "CANNOT_REMOVE_DELEGATED_ADMINISTRATOR_FROM_ORG",
    );
  }
  if (now < joinedAt + WAIT_MS)
    throw refusal("You must wait at least four days after the account was created.", "WAIT_PERIOD_ACTIVE");
  throw refusal(
    "The member account must be configured with a valid payment method, such as a credit card.",
    "MEMBER_ACCOUNT_PAYMENT_INSTRUMENT_REQUIRED",
  );
}

function refusal(message: string, Reason: string): AwsError {
  return new AwsError("ConstraintViolationException", message, 400, { Reason });
}
