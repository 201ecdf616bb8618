// organizations:RegisterDelegatedAdministrator — https://docs.aws.amazon.com/organizations/latest/APIReference/API_RegisterDelegatedAdministrator.html
import { AwsError } from "../aws-error.ts";
import { define } from "./define.ts";
import { findMember } from "./find.ts";
import { accountId, servicePrincipal } from "./input.ts";

export const registerDelegatedAdministrator = define({
  name: "RegisterDelegatedAdministrator",
  readOnly: false,
  input: { AccountId: accountId, ServicePrincipal: servicePrincipal },
  about: ({ AccountId }) => [AccountId],
  context: ({ ServicePrincipal }) => ({ "organizations:ServicePrincipal": ServicePrincipal }),
  run({ AccountId, ServicePrincipal }, org, { now }) {
    findMember(org, AccountId);
    if (AccountId === org.managementAccount) {
      throw new AwsError(
        "ConstraintViolationException",
        "You cannot register the management account as a delegated administrator for your organization.",
        400,
        {
          Reason: "CANNOT_REGISTER_MASTER_AS_DELEGATED_ADMINISTRATOR",
        },
      );
    }
    if (!org.trustedServices.has(ServicePrincipal)) {
      const message = "You must enable service access before you register a delegated administrator.";
      throw new AwsError("ConstraintViolationException", message, 400, { Reason: "SERVICE_ACCESS_NOT_ENABLED" });
    }
    const services = org.delegations.get(AccountId) ?? new Map<string, number>();
    if (services.has(ServicePrincipal)) {
      throw new AwsError(
        "AccountAlreadyRegisteredException",
        "The provided account is already a delegated administrator for your organization.",
        400,
      );
    }
    org.delegations.set(AccountId, services.set(ServicePrincipal, now));
  },
});
