// What a drill's caller has to be allowed, as a policy: roles below the drills' own path, and nobody else's.
import type { Partition } from "../../lambda/partition.ts";
import { DRILL_PATH } from "./drill-role.ts";

/** On the roles below the path. */
const ON_ROLES = [
  "iam:CreateRole",
  "iam:DeleteRole",
  "iam:DeleteRolePolicy",
  "iam:DetachRolePolicy",
  "iam:ListAttachedRolePolicies",
  "iam:ListRolePolicies",
  "iam:PutRolePolicy",
  "sts:AssumeRole",
];

type Where = { readonly partition: Partition; readonly account: string; readonly region: string };

/** `functionName`: the responder's, which is asked how far it is, and to lift. */
export function drillStatements({ partition, account, region }: Where, functionName: string): readonly object[] {
  const allow = (Action: readonly string[], Resource: string) => ({ Effect: "Allow", Action, Resource });
  const at = (service: string) => `arn:${partition}:${service}:${region}:${account}`;
  return [
    allow(ON_ROLES, `arn:${partition}:iam::${account}:role${DRILL_PATH}*`),
    allow(["iam:ListRoles"], "*"),
    allow(["events:PutEvents"], `${at("events")}:event-bus/default`),
    allow(["lambda:InvokeFunction"], `${at("lambda")}:function:${functionName}`),
  ];
}
