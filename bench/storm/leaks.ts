// What leaks in the storm: roles in several accounts, one stolen session of each, and what GuardDuty says of it, again and again.

import { find } from "../../mock-aws/iam/state.ts";
import { issue } from "../../mock-aws/sts/issue.ts";
import type { World } from "../../mock-aws/world.ts";
import { alertAbout, type LeakAlert } from "../../simulate/alert.ts";
import type { Principal } from "../../simulate/organization.ts";

/** Accounts that differ in their digits, so that no role's name says another's account. */
export function accountsOf(count: number): readonly string[] {
  return Array.from({ length: count }, (_, index) => String(222_200_000_001 + index * 1_111));
}

export function rolesOf(accounts: readonly string[], count: number): readonly Principal[] {
  return Array.from({ length: count }, (_, index) => ({
    kind: "role",
    account: accounts[index % accounts.length] as string,
    name: `work-${index}`,
  }));
}

/** A session of each role, in the thief's hands, and the finding about it. */
export function leakEach(world: World, roles: readonly Principal[]): readonly LeakAlert[] {
  return roles.map((principal) => {
    const { account, name } = principal;
    const role = find(world, account, "roles", name);
    const { accessKeyId } = issue(world, {
      account,
      seconds: 12 * 3600,
      session: {
        type: "role",
        role,
        name: "i-0123456789abcdef0",
        tags: new Map(),
        transitiveTagKeys: [],
        origin: { by: "service", service: "ec2.amazonaws.com" },
      },
    });
    return alertAbout(world, accessKeyId, principal);
  });
}

export type Delivery = { readonly leak: LeakAlert; readonly detail: object; readonly lastSeen: string };

/**
 * The findings in the order of their delivery: each leak's first, then repeats of it. GuardDuty repeats a finding under its
 * id with what it has seen since; every fourth is the same once more, since EventBridge delivers at least once.
 */
export function deliveriesOf(leaks: readonly LeakAlert[], count: number, seenAt: number): readonly Delivery[] {
  return Array.from({ length: count }, (_, index) => {
    const leak = leaks[(index * STRIDE) % leaks.length] as LeakAlert;
    const repeat = Math.floor(index / leaks.length);
    const lastSeen = new Date(seenAt + Math.floor((repeat * 3) / 4) * 1000).toISOString();
    const { service, ...finding } = leak.finding as { readonly service: object };
    const detail = { ...finding, service: { ...service, eventLastSeen: lastSeen }, updatedAt: lastSeen };
    return { leak, detail, lastSeen };
  });
}

/** Shares no divisor with a number of leaks that is a product of twos and fives: each is met once in a round. */
const STRIDE = 7;
