// Two sessions of one role are found at the same time: the record of the first is late, and IAM's reads are old.
import { setTimeout } from "node:timers/promises";
import { expect, test } from "vitest";
import { containEach } from "../../lambda/contain-found.ts";
import type { Ledger } from "../../lambda/ledger/ledger.ts";
import type { Alert } from "../../lambda/model.ts";
import { versionsOf } from "../../simulate/faults/denies.ts";
import { leakSession, works } from "../support/leak.ts";
import { startService } from "../support/service.ts";
import { whileTimePasses } from "../support/while-time-passes.ts";

const ACCOUNT = "111122223333";

async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await setTimeout(5);
}

test("the first does not take the second one's cutoff back", async () => {
  const service = await startService();
  try {
    const leak = await leakSession(service);
    await service.deliver(leak.event());
    const { id } = await service.createRole("other");
    const stolen = await service.assume("other", "stolen");
    const incident = await service.incident();
    const claim = await service.deps.ledger.claimOf(incident);
    if (!claim) throw new Error("It is open.");

    const { ledger } = service.deps;
    const start = service.now();
    const passed = (seconds: number) =>
      whileTimePasses(
        service,
        until(() => service.now() >= start + seconds * 1000),
      );
    const late: Ledger = {
      ...ledger,
      async append(...written) {
        await until(() => service.now() >= start + 12_000);
        return ledger.append(...written);
      },
    };
    const first = containEach({ ...service.deps, ledger: late }, claim, incident, [
      found({ session: "first", id, at: start }),
    ]);
    await passed(8);
    await containEach(service.deps, claim, incident, [found({ session: "second", id, at: start })]);
    const old = { service: "iam", operation: "GetRolePolicy", fault: "stale", delay: 60_000 } as const;
    service.aws.world().faults.push({ ...old, times: 1, probability: 1 });
    await passed(12);
    await first;

    const versions = versionsOf(service.aws.world(), { kind: "role", account: ACCOUNT, name: "other" });
    const cutoffs = versions.flatMap((version) => [...version.cutoffs.values()]);
    expect(cutoffs.length).toBeGreaterThan(0);
    expect(cutoffs).toEqual(cutoffs.toSorted((one, other) => one - other));
    await expect(works(stolen)).rejects.toMatchObject({ name: "AccessDenied" });
    const { steps } = await service.incident();
    expect(steps).toMatchObject([{}, { step: { roleName: "other", cutoff: iso(cutoffs.at(-1)) }, status: "applied" }]);
  } finally {
    await service.close();
  }
});

function found({ session, id, at }: { readonly session: string; readonly id: string; readonly at: number }): Alert {
  return {
    source: "trace",
    id: session,
    type: "Opened With The Leaked Credential",
    title: session,
    region: "us-east-1",
    account: ACCOUNT,
    sample: false,
    scope: "role",
    principal: { kind: "role", name: "other", id, session },
    lastSeen: new Date(at).toISOString(),
  };
}

function iso(ms = 0): string {
  return `${new Date(ms).toISOString().slice(0, 19)}Z`;
}
