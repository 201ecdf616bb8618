// organizations:ListDelegatedAdministrators — https://docs.aws.amazon.com/organizations/latest/APIReference/API_ListDelegatedAdministrators.html
import { define, listPage, paging } from "./define.ts";
import { findMember } from "./find.ts";
import { servicePrincipal } from "./input.ts";
import { showMember } from "./show.ts";

export const listDelegatedAdministrators = define({
  name: "ListDelegatedAdministrators",
  readOnly: true,
  input: { ...paging, ServicePrincipal: servicePrincipal.optional() },
  context: ({ ServicePrincipal }) => ({ "organizations:ServicePrincipal": ServicePrincipal }),
  run(input, org) {
    const wanted = [...org.delegations].filter(
      ([, services]) => input.ServicePrincipal === undefined || services.has(input.ServicePrincipal),
    );
    const show = ([id, services]: (typeof wanted)[number]) => ({
      ...showMember(org, findMember(org, id)),
      DelegationEnabledDate: new Date(Math.min(...services.values())),
    });
    return listPage("DelegatedAdministrators", wanted, ([id]) => id, show, input);
  },
});
