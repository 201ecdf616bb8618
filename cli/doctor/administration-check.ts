// Whether people of Identity Center and root users can be contained at all.
import type { Check, Found } from "./check.ts";
import { DEPLOY_ADMINISTRATION } from "./deploy-line.ts";
import { PRINCIPALS_PERMISSIONS } from "./principals.ts";

export const administrationCheck: Check = {
  name: "administration",
  title: "The organization's administration",
  about: "People of Identity Center are denied in their permission sets, root users by a service control policy.",
  permissions: [...PRINCIPALS_PERMISSIONS, "lambda:InvokeFunction"],
  async run({ inside, principals }) {
    const [{ administration, members }, { roles }] = await Promise.all([inside(), principals()]);
    const people = roles.filter(({ Path = "" }) => Path.startsWith("/aws-reserved/sso.amazonaws.com/"));
    const fix = `Set administration in responder.config.json. ${DEPLOY_ADMINISTRATION}`;
    const found: Found[] = [];
    if (!administration && people.length > 0) {
      const what = `${people.length} roles here are Identity Center's, and nobody who leaks a session of them can be contained.`;
      found.push({ status: "warning", what, fix });
    }
    if (!administration && members.accounts.length > 0) {
      found.push({ status: "warning", what: "Root users of member accounts cannot be contained.", fix });
    }
    if (administration && !administration.scp) {
      const what = "Root users of member accounts cannot be contained: administration.scp is off.";
      found.push({ status: "warning", what, fix: `Set administration.scp to true. ${DEPLOY_ADMINISTRATION}` });
    }
    if (found.length > 0) return found;
    if (!administration) return [{ status: "ok", what: "Nobody here needs an administration." }];
    return [{ status: "ok", what: `The organization is administered from ${administration.account}.` }];
  },
};
