// Whether a role that a service of AWS works under would be allowed a call at this moment. No credentials are issued and
// no trail shows it: a service keeps a session for hours, and what it does there are data events.
import { authorize } from "./authorize.ts";
import { AwsError } from "./aws-error.ts";
import { callerOf } from "./caller.ts";
import type { TemporaryKey } from "./credential.ts";
import type { Role } from "./iam/entities.ts";
import { iam } from "./iam/state.ts";
import type { Access, Call } from "./operation.ts";
import { enforced } from "./propagation.ts";
import { serviceMay } from "./service-access.ts";
import { JSON_DIALECT } from "./wire/dialects.ts";
import { enforcedUntil, type World } from "./world.ts";

export type ServiceRole = {
  readonly roleArn: string;
  /** Who assumes it: `scheduler.amazonaws.com` */
  readonly service: string;
  readonly sessionName: string;
  readonly region: string;
  /** On whose behalf, as the role's trust policy may ask. */
  readonly sourceArn: string;
  readonly sourceAccount: string;
};

/** `not-trusted`: there is no such role, or it does not let the service assume it. */
export function roleMay(world: World, use: ServiceRole, access: Access): "allowed" | "denied" | "not-trusted" {
  const role = roleAt(world, use.roleArn);
  if (!role || !trusts(world, role, use)) return "not-trusted";
  try {
    authorize(callIn(world, role, use), [access], { protocol: { dialect: JSON_DIALECT } });
    return "allowed";
  } catch (error) {
    if (error instanceof AwsError && error.code === JSON_DIALECT.accessDenied[0]) return "denied";
    throw error;
  }
}

function roleAt(world: World, arn: string): Role | undefined {
  const account = arn.split(":")[4] ?? "";
  if (!world.accounts.has(account)) return undefined;
  const role = iam(world, account).roles.get((arn.split("/").at(-1) ?? "").toLowerCase());
  return role?.arn === arn ? role : undefined;
}

function trusts(world: World, role: Role, { service, region, sourceArn, sourceAccount }: ServiceRole): boolean {
  const trust = enforced(role.trust, enforcedUntil(world));
  if (!trust) return false;
  const access = { action: "sts:AssumeRole", resource: role.arn, resourceAccount: role.account, region };
  return serviceMay(
    world,
    { service, ...access, sourceArn, sourceAccount },
    { id: role.arn, kind: "trust", document: trust },
  );
}

/** A call by a session that begins now. */
function callIn(world: World, role: Role, { service, sessionName, region }: ServiceRole): Call {
  const now = world.clock.now();
  const origin = { by: "service", service } as const;
  const credential: TemporaryKey = {
    kind: "temporary",
    accessKeyId: "",
    secretAccessKey: "",
    sessionToken: "",
    account: role.account,
    issuedAt: Math.floor(now / 1000) * 1000,
    expiresAt: now + 3_600_000,
    mfa: false,
    session: { type: "role", role, name: sessionName, tags: new Map(), transitiveTagKeys: [], origin },
  };
  const request = { method: "POST", path: "/", query: "", headers: {}, body: Buffer.alloc(0), remoteAddress: service };
  return { world, now, region, requestId: "", sourceIp: "127.0.0.1", request, caller: callerOf(credential) };
}
