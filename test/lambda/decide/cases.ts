// An alert about a role that no guardrail has anything against; each test changes what it is about.
import { type Config, readConfig } from "../../../lambda/config.ts";
import type { Case, Context } from "../../../lambda/decide/guardrail.ts";
import type { Alert, Principal, RolePrincipal, UserPrincipal } from "../../../lambda/model.ts";

export const HOME = "111122223333";
export const MEMBER = "444455556666";
export const STRANGER = "999988887777";

export const ALERT: Alert = {
  source: "guardduty",
  id: "1ab92989eaf0e742df4a014d5171b8e0",
  type: "UnauthorizedAccess:IAMUser/InstanceCredentialExfiltration.OutsideAWS",
  title: "Credentials for the EC2 instance role app were used from an external IP address.",
  severity: 8,
  account: HOME,
  region: "us-east-1",
  accessKeyId: "ASIAIOSFODNN7EXAMPLE",
  principal: { kind: "role", name: "app", session: "i-0123456789abcdef0" },
  sample: false,
  lastSeen: "2026-03-01T08:58:00.000Z",
  sentFrom: HOME,
};

export function role(change: Partial<RolePrincipal> = {}): RolePrincipal {
  const { account = HOME, path = "/", name = "app" } = change;
  return {
    kind: "role",
    account,
    name,
    arn: `arn:aws:iam::${account}:role${path}${name}`,
    id: "AROAEXAMPLEEXAMPLE123",
    path,
    tags: {},
    session: "i-0123456789abcdef0",
    olderSessionsPolicy: null,
    ...change,
  };
}

export function user(change: Partial<UserPrincipal> = {}): UserPrincipal {
  return {
    kind: "user",
    account: HOME,
    name: "ben",
    arn: `arn:aws:iam::${HOME}:user/ben`,
    id: "AIDAEXAMPLEEXAMPLE123",
    path: "/",
    tags: {},
    olderSessionsPolicy: null,
    keys: [],
    ...change,
  };
}

export type Changes = {
  readonly alert?: Partial<Alert>;
  readonly principal?: Principal;
  /** The principal was not found, because of this. */
  readonly lost?: string;
  /** As it stands in responder.config.json. */
  readonly config?: unknown;
  readonly context?: Partial<Context>;
};

export function about({ alert, principal = role(), lost, config = {}, context }: Changes = {}): Case {
  const read: Config = readConfig(config);
  return {
    alert: { ...ALERT, ...alert },
    resolution: lost === undefined ? { found: true, principal } : { found: false, because: lost },
    config: read,
    context: { home: HOME, ...context },
  };
}
