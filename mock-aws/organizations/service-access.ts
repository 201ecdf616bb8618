// organizations:EnableAWSServiceAccess, DisableAWSServiceAccess, ListAWSServiceAccessForOrganization — https://docs.aws.amazon.com/organizations/latest/APIReference/API_EnableAWSServiceAccess.html
import { AwsError } from "../aws-error.ts";
import { define, listPage, paging } from "./define.ts";
import { servicePrincipal } from "./input.ts";

const CHANGE = {
  readOnly: false,
  input: { ServicePrincipal: servicePrincipal },
  context: ({ ServicePrincipal }: { readonly ServicePrincipal: string }) => ({
    "organizations:ServicePrincipal": ServicePrincipal,
  }),
};

/** The service may from now on act in all accounts, and have delegated administrators. */
export const enableAwsServiceAccess = define({
  ...CHANGE,
  name: "EnableAWSServiceAccess",
  run({ ServicePrincipal }, { trustedServices }, { now }) {
    if (!trustedServices.has(ServicePrincipal)) trustedServices.set(ServicePrincipal, now);
  },
});

export const disableAwsServiceAccess = define({
  ...CHANGE,
  name: "DisableAWSServiceAccess",
  run({ ServicePrincipal }, { trustedServices, delegations }) {
    if ([...delegations.values()].some((services) => services.has(ServicePrincipal))) {
      const message = "You must deregister all delegated administrators of the service before you disable its access.";
      throw new AwsError("ConstraintViolationException", message, 400, {
        Reason: "DELEGATED_ADMINISTRATOR_EXISTS_FOR_THIS_SERVICE",
      });
    }
    trustedServices.delete(ServicePrincipal);
  },
});

export const listAwsServiceAccessForOrganization = define({
  name: "ListAWSServiceAccessForOrganization",
  readOnly: true,
  input: paging,
  run: (page, { trustedServices }) =>
    listPage(
      "EnabledServicePrincipals",
      [...trustedServices],
      ([service]) => service,
      ([ServicePrincipal, at]) => ({ ServicePrincipal, DateEnabled: new Date(at) }),
      page,
    ),
});
