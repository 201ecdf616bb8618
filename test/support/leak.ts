// A role session that has leaked: the session in the thief's hands, and the finding about it.
import { GetUserCommand } from "@aws-sdk/client-iam";
import { type FindingOptions, guardDutyEvent } from "./findings.ts";
import type { Clients } from "./local-aws.ts";
import type { TestService } from "./service.ts";

export type Leak = {
  readonly roleId: string;
  readonly stolen: Clients;
  /** The finding as EventBridge delivers it, about what was seen just now unless said. */
  event(change?: FindingOptions): ReturnType<typeof guardDutyEvent>;
};

export async function leakSession(service: TestService, roleName = "app"): Promise<Leak> {
  const { id } = await service.createRole(roleName);
  const session = "i-0123456789abcdef0";
  const stolen = await service.assume(roleName, session);
  await service.advance(60);
  return {
    roleId: id,
    stolen,
    event: (change) =>
      guardDutyEvent({
        accessKeyId: stolen.keys.accessKeyId,
        principalId: `${id}:${session}`,
        userName: roleName,
        lastSeen: new Date(service.now()).toISOString(),
        ...change,
      }),
  };
}

/** What a session of the role tries: a call that its permissions allow. Rejects where AWS refuses. */
export async function works(who: Clients): Promise<void> {
  await who.iam.send(new GetUserCommand({ UserName: "admin" }));
}
