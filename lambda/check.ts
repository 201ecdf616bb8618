// What only the responder itself can tell of how it is set up: for the doctor. Nothing is changed and nothing is recorded.
import type { Answers } from "./answers.ts";
import type { AssumedRole } from "./assume-role.ts";
import type { Deps } from "./deps.ts";
import { RESPONDER } from "./own-names.ts";
import { partitionOf } from "./partition.ts";
import { rolesOf } from "./places.ts";
import { settleSome } from "./settle-some.ts";
import { tryDeny, tryRole } from "./try-account.ts";

type Inside = Answers["check"];
type Account = Inside["accounts"][number];

const AT_ONCE = 8;

/** Of real time: far less than the function has. */
const PATIENCE_MS = 60_000;

/** No external id is told: whoever may ask this need not know it. */
export async function checkOnRequest(deps: Deps): Promise<Inside> {
  const { config, heard, places } = deps;
  const { administration, members } = config;
  return {
    at: new Date(deps.now()).toISOString(),
    home: { account: places.home, region: heard[0] ?? "" },
    heard,
    accounts: await tryAccounts(deps),
    members: { role: members.role, accounts: members.accounts },
    ...(administration
      ? {
          administration: {
            account: administration.account,
            role: administration.role,
            identityCenterRegion: administration.identityCenterRegion,
            scp: administration.scp,
            backstop: administration.backstop,
          },
        }
      : {}),
    settings: {
      defaultMode: config.defaultMode,
      modes: config.modes.map(({ mode, accounts, units, sources, kinds, principals }) => ({
        mode,
        narrowed: [accounts, units, sources, kinds, principals].some((condition) => condition !== undefined),
      })),
      approvers: config.approval.approvers,
      protectedPrincipals: config.protectedPrincipals,
      protectedTag: config.protectedTag,
      untouchable: config.untouchable,
      ownRoles: config.ownRoles,
      fallback: config.fallback,
      trace: config.trace,
      waysIn: config.waysIn,
      rememberOpened: config.rememberOpened,
      severityFrom: config.severityFrom,
      circuitBreaker: config.circuitBreaker,
      cutoffLeadSeconds: config.cutoffLeadSeconds,
      drillMinutes: config.deployment.drillMinutes,
      reserveForAlerts: config.deployment.reserveForAlerts,
      reserveForWatch: config.deployment.reserveForWatch,
    },
  };
}

async function tryAccounts(deps: Deps): Promise<readonly Account[]> {
  const { home } = deps.places;
  const partition = partitionOf(deps.heard[0] ?? "");
  const all = [
    { account: home, role: RESPONDER, partition },
    ...rolesOf(home, deps.config).map((role) => ({ ...role, partition })),
  ];
  const known = new Map<string, Account>();
  await deps.within(
    PATIENCE_MS,
    settleSome(AT_ONCE, all, async (role) => known.set(role.account, await tryAccount(deps, role))),
  );
  const late = `It could not be tried within ${PATIENCE_MS / 1000} seconds.`;
  return all.map(({ account, role }) => known.get(account) ?? { account, role, because: late });
}

async function tryAccount(deps: Deps, where: AssumedRole & { readonly partition: string }): Promise<Account> {
  const { account, role } = where;
  const { home } = deps.places;
  const [own, there] = await Promise.all([deps.places.aws(home), deps.places.aws(account)]);
  if (!own || !there) return { account, role, because: "It is not one that this responder serves." };
  try {
    if (account !== home) await tryRole(own, where);
  } catch (error) {
    return { account, role, reached: false, because: (error as Error).message };
  }
  if (!deps.places.accounts.includes(account)) return { account, role, reached: true }; // Nobody is denied there.
  return { account, role, reached: true, ...(await tryDeny(there, where)) };
}
