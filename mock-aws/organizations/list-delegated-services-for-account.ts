// organizations:ListDelegatedServicesForAccount — https://docs.aws.amazon.com/organizations/latest/APIReference/API_ListDelegatedServicesForAccount.html
import { AwsError } from "../aws-error.ts";
import { define, listPage, paging } from "./define.ts";
import { findMember } from "./find.ts";
import { accountId } from "./input.ts";

export const listDelegatedServicesForAccount = define({
  name: "ListDelegatedServicesForAccount",
  readOnly: true,
  input: { ...paging, AccountId: accountId },
  about: ({ AccountId }) => [AccountId],
  run({ AccountId, ...page }, org) {
    const services = org.delegations.get(findMember(org, AccountId).id);
    if (!services) {
      const message = "The provided account is not a registered delegated administrator for your organization.";
      throw new AwsError("AccountNotRegisteredException", message, 400);
    }
    return listPage(
      "DelegatedServices",
      [...services],
      ([service]) => service,
      ([ServicePrincipal, at]) => ({ ServicePrincipal, DelegationEnabledDate: new Date(at) }),
      page,
    );
  },
});
