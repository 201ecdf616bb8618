// Roles, sessions and trail events by the thousand, made in the process by the functions that the operations call.
import { callerOf } from "../../mock-aws/caller.ts";
import type { TemporaryKey } from "../../mock-aws/credential.ts";
import { NO_PERMISSIONS, type Role } from "../../mock-aws/iam/entities.ts";
import { addRole } from "../../mock-aws/iam/role/add-role.ts";
import { uuid } from "../../mock-aws/ids.ts";
import type { Call, Operation, Service } from "../../mock-aws/operation.ts";
import { parsePolicy } from "../../mock-aws/policy/document.ts";
import { record } from "../../mock-aws/record.ts";
import { SERVICES } from "../../mock-aws/services.ts";
import { issue } from "../../mock-aws/sts/issue.ts";
import { HOME_ACCOUNT, HOME_REGION, type World } from "../../mock-aws/world.ts";

const TRUST = {
  Version: "2012-10-17",
  Statement: { Effect: "Allow", Principal: { AWS: `arn:aws:iam::${HOME_ACCOUNT}:root` }, Action: "sts:AssumeRole" },
};
const INLINE = {
  Version: "2012-10-17",
  Statement: { Effect: "Allow", Action: ["s3:GetObject", "sts:AssumeRole", "iam:Get*"], Resource: "*" },
};

/** Each with a policy of its own, as from CreateRole and PutRolePolicy. */
export function addRoles(world: World, count: number): readonly Role[] {
  return Array.from({ length: count }, (_, index) =>
    addRole(world, {
      account: HOME_ACCOUNT,
      name: `filler-${index}`,
      path: "/",
      trust: parsePolicy(JSON.stringify(TRUST), "trust"),
      permissions: {
        ...NO_PERMISSIONS,
        inline: new Map([["filler", parsePolicy(JSON.stringify(INLINE), "identity")]]),
      },
      tags: new Map(),
      maxSessionDuration: 3600,
      description: undefined,
    }),
  );
}

/** As from AssumeRole, the roles in turn. */
export function addSessions(world: World, roles: readonly Role[], count: number): readonly TemporaryKey[] {
  return Array.from({ length: count }, (_, index) =>
    issue(world, {
      account: HOME_ACCOUNT,
      seconds: 3600,
      session: {
        type: "role",
        role: roles[index % roles.length] as Role,
        name: `session-${index}`,
        tags: new Map(),
        transitiveTagKeys: [],
        origin: { by: "user" },
      },
    }),
  );
}

const DAY = 24 * 60 * 60_000;
/** As far back as a filled trail goes: well inside the 90 days that LookupEvents reaches. */
const SPAN = 30 * DAY;

type Recorded = { readonly service: Service; readonly operation: Operation; readonly input: (index: number) => object };

/** Calls of the sessions in turn, spread over a month; each leaves the line that dispatch would write. */
export function addEvents(world: World, sessions: readonly TemporaryKey[], count: number): void {
  const kinds = [
    recorded("sts", "GetCallerIdentity", () => ({})),
    recorded("iam", "GetRole", (index) => ({ RoleName: `filler-${index % 1000}` })),
    recorded("iam", "PutRolePolicy", (index) => ({
      RoleName: `filler-${index % 1000}`,
      PolicyName: "filler",
      PolicyDocument: JSON.stringify(INLINE),
    })),
  ];
  const end = world.clock.now();
  for (let index = 0; index < count; index++) {
    const { service, operation, input } = kinds[index % kinds.length] as Recorded;
    const key = sessions[index % sessions.length] as TemporaryKey;
    const now = Math.floor(end - SPAN + (SPAN * index) / count);
    record(callBy(world, key, now), service, operation, input(index), {});
  }
}

function recorded(serviceName: string, name: string, input: Recorded["input"]): Recorded {
  const service = SERVICES.get(serviceName);
  const operation = service?.operations.find((candidate) => candidate.name === name);
  if (!service || !operation) throw new Error(`The local AWS has no ${serviceName}:${name}.`);
  return { service, operation, input };
}

function callBy(world: World, key: TemporaryKey, now: number): Call {
  return {
    world,
    now,
    region: HOME_REGION,
    requestId: uuid(world.random),
    sourceIp: "192.0.2.1",
    request: {
      method: "POST",
      path: "/",
      query: "",
      headers: { "user-agent": "bench" },
      body: Buffer.alloc(0),
      remoteAddress: "192.0.2.1",
    },
    caller: callerOf(key),
  };
}
