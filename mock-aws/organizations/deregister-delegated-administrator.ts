// organizations:DeregisterDelegatedAdministrator — https://docs.aws.amazon.com/organizations/latest/APIReference/API_DeregisterDelegatedAdministrator.html
import { AwsError } from "../aws-error.ts";
import { text } from "../input.ts";
import { define } from "./define.ts";
import { findMember } from "./find.ts";

export const deregisterDelegatedAdministrator = define({
  name: "DeregisterDelegatedAdministrator",
  readOnly: false,
  input: { AccountId: text({ pattern: /\d{12}/ }), ServicePrincipal: text({ min: 1, max: 128 }) },
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
