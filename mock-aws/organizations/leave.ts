// organizations:RemoveAccountFromOrganization, LeaveOrganization — https://docs.aws.amazon.com/organizations/latest/APIReference/API_RemoveAccountFromOrganization.html
import { AwsError } from "../aws-error.ts";
import type { Instant } from "../clock.ts";
import type { World } from "../world.ts";
import { set } from "./attach.ts";
import { define } from "./define.ts";
import { findMember } from "./find.ts";
import { accountId } from "./input.ts";
import { type Member, type Organization, organization } from "./organization.ts";

export const removeAccountFromOrganization = define({
  name: "RemoveAccountFromOrganization",
  readOnly: false,
  input: { AccountId: accountId },
  about: ({ AccountId }) => [AccountId],
  run: ({ AccountId }, org, { world }) => part(world, findMember(org, AccountId)),
});

export const leaveOrganization = define({
  name: "LeaveOrganization",
  readOnly: false,
  membersToo: true,
  input: {},
  run: (_wish, org, { world, caller }) => part(world, findMember(org, caller.account)),
});

const WAIT_MS = 4 * 24 * 3_600_000;

/** The account is out at once; what the organization says of it is enforced until that has propagated. */
function part(world: World, member: Member): void {
  const org = organization(world);
  const leftAt = world.clock.now();
  refuseToPart(org, member, leftAt);
  org.members.delete(member.id);
  org.retired.members.set(member.id, { member, leftAt });
  set(world, member.id, []);
  org.tags.delete(member.id);
}

/**
 * Only who was invited leaves: the accounts that were created in the organization have no means of paying for
 * themselves, so AWS keeps them. "Information required of standalone accounts is not automatically collected."
 */
function refuseToPart(org: Organization, { id: account, joinedAt, invited }: Member, now: Instant): void {
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
  if (invited) return; // "Invited accounts aren't subject to this waiting period."
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
