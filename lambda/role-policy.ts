// The policies of the responder's roles as statements: the stack writes them, and so does whoever installs it elsewhere.
import type { Config } from "./config.ts";
import { IDENTIFY_HOME_PERMISSIONS } from "./identify/index.ts";
import { LEDGER_PERMISSIONS } from "./ledger/table.ts";
import { REACH_PERMISSIONS } from "./member-account.ts";
import { AWS_PERMISSIONS, ORGANIZATION_PERMISSIONS } from "./permissions.ts";
import { rolesToAssume } from "./places.ts";

export type Statement = {
  readonly Effect: "Allow" | "Deny";
  readonly Action: readonly string[];
  readonly Resource: readonly string[];
};

export type Home = {
  readonly account: string;
  readonly region: string;
  readonly tableArn: string;
  readonly config: Pick<Config, "members" | "administration">;
};

/** Of the role that the function runs as. */
export function homeStatements({ account, region, tableArn, config }: Home): readonly Statement[] {
  const roles = rolesToAssume(account, config, region);
  const isAdministration = config.administration?.account === account;
  return [
    { Effect: "Allow", Action: [...AWS_PERMISSIONS, ...IDENTIFY_HOME_PERMISSIONS], Resource: ["*"] },
    ...(isAdministration ? [{ Effect: "Allow", Action: ORGANIZATION_PERMISSIONS, Resource: ["*"] } as const] : []),
    ...(roles.length > 0 ? [{ Effect: "Allow", Action: [...REACH_PERMISSIONS], Resource: roles } as const] : []),
    { Effect: "Allow", Action: LEDGER_PERMISSIONS, Resource: [tableArn, `${tableArn}/index/*`] },
  ];
}

/** Of the role in each member account. */
export const MEMBER_STATEMENTS: readonly Statement[] = [{ Effect: "Allow", Action: AWS_PERMISSIONS, Resource: ["*"] }];

/** Of the role in the account that administers the organization. */
export const ADMINISTRATION_STATEMENTS: readonly Statement[] = [
  { Effect: "Allow", Action: ORGANIZATION_PERMISSIONS, Resource: ["*"] },
];
