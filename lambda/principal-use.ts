// Who else works with a principal's credentials: what a person wants to know before they are denied to everybody.
import type { Aws } from "./aws.ts";
import type { Deps } from "./deps.ts";
import type { Workload } from "./incident.ts";
import type { Principal, RolePrincipal } from "./model.ts";
import { type RoleUser, roleUsers } from "./trace/role-use.ts";
import { findWorkloads } from "./workloads/find-workloads.ts";

export type PrincipalUse = {
  /** Instances and functions that run under the role, with the commands that give them new credentials. */
  readonly workloads: readonly Workload[];
  /** Sessions of the role that were opened in the last day, and the callers who did, the most active first. */
  readonly lastDay?: { readonly sessions: number; readonly users: readonly RoleUser[]; readonly more?: number };
  /** What is not known, each with the reason. */
  readonly unknown: readonly string[];
};

/** A person waits for it: what has not answered by then is not known. */
const PATIENCE_MS = 10_000;
const MOST_USERS = 20;

/** Never rejects. */
export async function principalUse(deps: Deps, principal: Principal): Promise<PrincipalUse> {
  if (principal.kind !== "role") return { workloads: [], unknown: OTHERS[principal.kind] };
  const aws = await deps.places.aws(principal.account);
  if (!aws) return { workloads: [], unknown: [`The account ${principal.account} is not served.`] };
  const [machines, lastDay] = await Promise.all([
    inTime(deps, "which instances and functions run under the role", findWorkloads(aws, principal, undefined)),
    inTime(deps, "who opened sessions of the role in the last day", opened(deps, aws, principal)),
  ]);
  return {
    workloads: machines.known?.workloads ?? [],
    ...(lastDay.known ? { lastDay: lastDay.known.lastDay } : {}),
    unknown: [
      ...(machines.unknown ?? machines.known.gaps),
      ...(lastDay.unknown ?? lastDay.known.gaps),
      "Sessions that were opened more than a day ago and are renewed by AWS itself (an instance's, a function's) are under no caller's name.",
    ],
  };
}

async function opened(deps: Deps, aws: Aws, role: RolePrincipal) {
  const { sessions, users, gaps } = await roleUsers(aws, role, deps.now(), deps);
  const more = users.length - MOST_USERS;
  return { lastDay: { sessions, users: users.slice(0, MOST_USERS), ...(more > 0 ? { more } : {}) }, gaps };
}

type InTime<T> =
  | { readonly known: T; readonly unknown?: undefined }
  | { readonly known?: undefined; readonly unknown: readonly string[] };

async function inTime<T>(deps: Deps, what: string, work: Promise<T>): Promise<InTime<T>> {
  const asked = work.then(
    (known): InTime<T> => ({ known }),
    (error: Error): InTime<T> => ({ unknown: [`Not known: ${what}. ${error.name}: ${error.message}`] }),
  );
  const slow = { unknown: [`Not known: ${what}. AWS did not answer within ${PATIENCE_MS / 1000} seconds.`] };
  return (await deps.within(PATIENCE_MS, asked)) ?? slow;
}

const OTHERS: Readonly<Record<Exclude<Principal["kind"], "role">, readonly string[]>> = {
  user: [
    "AWS does not list what works with a user's keys: `aws iam get-access-key-last-used` says of each key where it was used last.",
  ],
  "identity-center-user": [],
  root: [],
};
