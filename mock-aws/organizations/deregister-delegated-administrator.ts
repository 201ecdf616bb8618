// organizations:DeregisterDelegatedAdministrator — https://docs.aws.amazon.com/organizations/latest/APIReference/API_DeregisterDelegatedAdministrator.html
import { AwsError } from "../aws-error.ts";
import { define } from "./define.ts";
import { findMember } from "./find.ts";
import { accountId, servicePrincipal } from "./input.ts";

export const deregisterDelegatedAdministrator = define({
  name: "DeregisterDelegatedAdministrator",
  readOnly: false,
  input: { AccountId: accountId, ServicePrincipal: servicePrincipal },
  about: ({ AccountId }) => [AccountId],
  context: ({ ServicePrincipal }) => ({ "organizations:ServicePrincipal": ServicePrincipal }),
  run({ AccountId, ServicePrincipal }, org) {
    findMember(org, AccountId);
    const services = org.delegations.get(AccountId);
    if (!services?.delete(ServicePrincipal)) {
      throw new AwsError(
        "AccountNotRegisteredException",
        "The specified account is not a delegated administrator for this AWS service.",
        400,
      );
    }
    if (services.size === 0) org.delegations.delete(AccountId);
  },
});
