// organizations:RegisterDelegatedAdministrator — https://docs.aws.amazon.com/organizations/latest/APIReference/API_RegisterDelegatedAdministrator.html
import { AwsError } from "../aws-error.ts";
import { text } from "../input.ts";
import { define } from "./define.ts";
import { findMember } from "./find.ts";

export const registerDelegatedAdministrator = define({
  name: "RegisterDelegatedAdministrator",
  readOnly: false,
  input: { AccountId: text({ pattern: /\d{12}/ }), ServicePrincipal: text({ min: 1, max: 128 }) },
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
    const services = org.delegations.get(AccountId) ?? new Map<string, number>();
    if (services.has(ServicePrincipal)) {
      throw new AwsError(
        "AccountAlreadyRegisteredException",
        "The specified account is already a delegated administrator for this AWS service.",
        400,
      );
    }
    org.delegations.set(AccountId, services.set(ServicePrincipal, now));
  },
});
