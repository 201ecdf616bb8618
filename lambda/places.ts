// Where the responder can act: the accounts that it serves, and the one that administers the organization.

import { type AssumedRole, assumedRoleArn } from "./assume-role.ts";
import { type Aws, type Connection, connect } from "./aws.ts";
import type { Config } from "./config.ts";
import { memberCredentials } from "./member-account.ts";
import { partitionOf } from "./partition.ts";

export type Places = {
  /** The responder's own account. */
  readonly home: string;
  /** Every account that is served, its own among them. */
  readonly accounts: readonly string[];
  /** Undefined for an account that the responder neither serves nor administers the organization from. */
  aws(account: string): Promise<Aws | undefined>;
  /** The management or delegated administrator account, where one is configured. */
  readonly administration?: {
    readonly account: string;
    readonly identityCenterRegion?: string | undefined;
    readonly scp: boolean;
  };
};

type Reach = Pick<Config, "members" | "administration">;

export type PlacesOptions = {
  readonly home: Aws;
  readonly config: Reach;
  /** As the home account is reached; the credentials in it are not used for other accounts. */
  readonly connection: Connection;
  now(): number;
};

export function buildPlaces({ home, config, connection, now }: PlacesOptions): Places {
  const { administration } = config;
  const partition = partitionOf(connection.region);
  const others = new Map(rolesOf(home.account, config).map((role) => [role.account, role]));
  const reached = new Map<string, Aws>();

  /** When it is first asked for: clients of ten thousand accounts take a second of a core and 250 MB. */
  function reach(account: string): Aws | undefined {
    const role = others.get(account);
    const known = reached.get(account);
    if (known || !role) return known;
    const credentials = memberCredentials(home, { ...role, partition }, now);
    const aws = connect(account, { ...connection, credentials });
    reached.set(account, aws);
    return aws;
  }

  return {
    home: home.account,
    accounts: [...new Set([home.account, ...config.members.accounts])],
    aws: async (account) => (account === home.account ? home : reach(account)),
    ...(administration
      ? {
          administration: {
            account: administration.account,
            identityCenterRegion: administration.identityCenterRegion,
            scp: administration.scp,
          },
        }
      : {}),
  };
}

/** The ARNs of all roles that the responder assumes: its own role must be allowed REACH_PERMISSIONS on them. */
export function rolesToAssume(home: string, config: Reach, partition: string): readonly string[] {
  return rolesOf(home, config).map((role) => assumedRoleArn({ ...role, partition }));
}

/**
 * One role an account. Where the administration's account is served too, its administration role does both, and must be
 * allowed both. No role is assumed at home.
 */
export function rolesOf(home: string, { members, administration }: Reach): readonly AssumedRole[] {
  const { role, externalId } = members;
  const roles: readonly AssumedRole[] = [
    ...members.accounts.map((account) => ({ account, role, externalId })),
    ...(administration ? [administration] : []),
  ];
  const byAccount = new Map(roles.map(({ account, role, externalId }) => [account, { account, role, externalId }]));
  return [...byAccount.values()].filter(({ account }) => account !== home);
}
