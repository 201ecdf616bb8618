// Somebody was found, a crash came between the record of it and the deny, and another session of the same role is found since.
import { expect, test } from "vitest";
import { containEach } from "../../lambda/contain-found.ts";
import { alertKey } from "../../lambda/ledger/fold.ts";
import type { Alert } from "../../lambda/model.ts";
import { cutoffTime } from "../../lambda/older-sessions-policy.ts";
import { leakSession, works } from "../support/leak.ts";
import { startService } from "../support/service.ts";

test("is denied with a cutoff that reaches it, and not with the one that was meant for the first", async () => {
  const service = await startService();
  try {
    const leak = await leakSession(service);
    await service.deliver(leak.event());
    const { arn, id } = await service.createRole("other");
    const found = (session: string, seconds: number): Alert => ({
      ...{
        source: "trace",
        id: session,
        type: "Opened With The Leaked Credential",
        title: session,
        region: "us-east-1",
      },
      ...{
        account: "111122223333",
        sample: false,
        scope: "role",
        principal: { kind: "role", name: "other", id, session },
      },
      lastSeen: new Date(service.now() + seconds * 1000).toISOString(),
    });
    const incident = await service.incident();
    const claim = await service.deps.ledger.claimOf(incident);
    if (!claim) throw new Error("It is open.");
    const cutoff = cutoffTime(service.now() - 30_000);
    const role = { account: "111122223333", roleName: "other", roleArn: arn, roleId: id };
    const first = found("first", -90);
    const noted = await service.deps.ledger.append(claim, new Date(service.now()).toISOString(), () => [
      { type: "alert", alert: first, effect: "changes-nothing" },
      {
        type: "verdict",
        alert: alertKey(first),
        verdict: { type: "contain" },
        intended: [{ type: "deny-role-sessions", ...role, cutoff }],
      },
    ]);

    const second = await service.assume("other", "second");
    await containEach(service.deps, claim, noted, [found("second", 0)]);
    await service.advance(10);
    await expect(works(second)).rejects.toMatchObject({ name: "AccessDenied" });
  } finally {
    await service.close();
  }
});
