// Whether somebody is there to answer what the responder asks.
import type { RoleDetail, UserDetail } from "@aws-sdk/client-iam";
import { arnMatches, parseArn } from "../../lambda/arn.ts";
import type { Check, Found } from "./check.ts";
import { DEPLOY } from "./deploy-line.ts";
import { PRINCIPALS_PERMISSIONS } from "./principals.ts";

export const approversCheck: Check = {
  name: "approvers",
  title: "Who answers",
  about: "A question that nobody may answer is over after approval.withinSeconds, as approval.otherwise says.",
  permissions: [...PRINCIPALS_PERMISSIONS, "sts:GetCallerIdentity", "lambda:InvokeFunction"],
  async run({ inside, principals, account }) {
    const [{ settings }, { roles, users }, here] = await Promise.all([inside(), principals(), account()]);
    const { approvers, defaultMode, modes } = settings;
    const asks = [...Object.values(defaultMode), ...modes.map(({ mode }) => mode)].includes("ask");
    if (approvers.length === 0) {
      if (!asks) return [{ status: "ok", what: "Nobody is asked." }];
      const what = "The responder asks, and names nobody who answers: everybody may who may invoke it.";
      return [{ status: "warning", what, fix: `Set approval.approvers: docs/deploy.md#who-answers. ${DEPLOY}` }];
    }
    const names = [...roles.map(nameOfRole), ...users.map(({ Arn = "" }) => Arn)];
    const found = approvers.map((pattern) => lookAt(pattern, here, names));
    return found;
  },
};

/** STS leaves the path out, and so do patterns of approvers. */
function nameOfRole({ Arn = "", RoleName = "" }: RoleDetail | (UserDetail & { RoleName?: string })): string {
  const { partition, account } = parseArn(Arn) ?? {};
  return `arn:${partition}:iam::${account}:role/${RoleName}`;
}

function lookAt(pattern: string, here: string, names: readonly string[]): Found {
  const where = { thing: pattern };
  const { service, account = "", resource = "" } = parseArn(pattern) ?? {};
  const isOfHere = arnMatches(account, here) || account === here || account === "*";
  const looked = service === "sts" ? roleBehind(pattern, resource) : pattern;
  if (looked === undefined || resource === "root" || !isOfHere) {
    return { status: "ok", what: `${pattern} may answer; whether there is one cannot be seen from here.`, where };
  }
  if (names.some((name) => arnMatches(looked, name))) return { status: "ok", what: `${pattern} may answer.`, where };
  if (account === "*") {
    return { status: "ok", what: `${pattern} may answer; there is none in this account.`, where };
  }
  const what = `Nobody in ${here} fits the approver ${pattern}: no such role or user exists any more.`;
  return { status: "problem", what, fix: `Correct approval.approvers in responder.config.json. ${DEPLOY}`, where };
}

/** `assumed-role/NAME/SESSION` is of the role NAME; federated users are nobody's in IAM. */
function roleBehind(pattern: string, resource: string): string | undefined {
  const [, name] = /^assumed-role\/([^/]+)\//.exec(resource) ?? [];
  const { partition, account } = parseArn(pattern) ?? {};
  return name === undefined ? undefined : `arn:${partition}:iam::${account}:role/${name}`;
}
