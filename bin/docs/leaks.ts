// One leak of every kind that can be contained: the coverage table shows what is done about each.
import type { Wish } from "../../lambda/contain/wish.ts";
import type { Alert, Principal, RolePrincipal, UserPrincipal } from "../../lambda/model.ts";
import type { Step } from "../../lambda/steps.ts";

const ACCOUNT = "111122223333";
const SESSION_KEY = "ASIAIOSFODNN7EXAMPLE";
const LONG_TERM_KEY = "AKIAIOSFODNN7EXAMPLE";

export const ALERT: Alert = {
  source: "guardduty",
  id: "1ab92989eaf0e742df4a014d5171b8e0",
  type: "UnauthorizedAccess:IAMUser/InstanceCredentialExfiltration.OutsideAWS",
  title: "Credentials were used from an external IP address.",
  severity: 8,
  account: ACCOUNT,
  region: "us-east-1",
  accessKeyId: SESSION_KEY,
  principal: { kind: "role", name: "app", session: "i-0123456789abcdef0" },
  sample: false,
  lastSeen: "2026-03-01T08:58:00Z",
};

export const ROLE: RolePrincipal = {
  kind: "role",
  account: ACCOUNT,
  name: "app",
  arn: `arn:aws:iam::${ACCOUNT}:role/app`,
  id: "AROAEXAMPLEEXAMPLE123",
  path: "/",
  tags: {},
  session: "i-0123456789abcdef0",
  olderSessionsPolicy: null,
};

export const USER: UserPrincipal = {
  kind: "user",
  account: ACCOUNT,
  name: "ben",
  arn: `arn:aws:iam::${ACCOUNT}:user/ben`,
  id: "AIDAEXAMPLEEXAMPLE123",
  path: "/",
  tags: {},
  olderSessionsPolicy: null,
  keys: [{ id: LONG_TERM_KEY, active: true }],
};

const PERSON: Principal = {
  kind: "identity-center-user",
  account: ACCOUNT,
  name: "AWSReservedSSO_Billing_0123456789abcdef",
  arn: `arn:aws:iam::${ACCOUNT}:role/aws-reserved/sso.amazonaws.com/AWSReservedSSO_Billing_0123456789abcdef`,
  id: "AROAEXAMPLEEXAMPLE456",
  session: "ann@example.com",
  administration: {
    account: "444455556666",
    region: "us-east-1",
    instanceArn: "arn:aws:sso:::instance/ssoins-1111111111111111",
    permissionSetArn: "arn:aws:sso:::permissionSet/ssoins-1111111111111111/ps-1111111111111111",
    userId: "11111111-2222-3333-4444-555555555555",
    inlinePolicy: null,
  },
};

const ROOT: Principal = {
  kind: "root",
  account: ACCOUNT,
  arn: `arn:aws:iam::${ACCOUNT}:root`,
  administration: { account: "444455556666", attachedPolicy: null },
};

const BACKSTOP: Wish["config"] = {
  scope: "role",
  backstop: { account: "444455556666", ownRoles: [], members: { accounts: [ACCOUNT], role: "responder-member" } },
};

export type Leak = { readonly who: string; readonly wish: Wish };

export const LEAKS: readonly Leak[] = [
  {
    who: "role, by whatever it was assumed: a person, an instance, a function, a web identity, SAML",
    wish: leak(ROLE),
  },
  { who: "role, of which the one session is meant (`scope`) and known", wish: leak(ROLE, { scope: "session" }) },
  {
    who: "role, the one session meant, but it has no name, is not the only one, or the narrow deny did not do",
    wish: { ...leak(ROLE, { scope: "session" }), widened: true },
  },
  { who: "IAM user, a long-term key", wish: leak(USER, { accessKeyId: LONG_TERM_KEY }) },
  { who: "IAM user, a session of GetSessionToken or GetFederationToken", wish: leak(USER) },
  {
    who: "IAM user, where the console's password goes too (`disableConsole`)",
    wish: leak(USER, { accessKeyId: LONG_TERM_KEY, disableConsole: true }),
  },
  {
    who: "role whose trust policy was written with a credential of an incident (`denyAssume`, or a person's yes)",
    wish: { ...leak(ROLE, { trustWritten: true }), config: { scope: "role", served: [ACCOUNT] } },
  },
  {
    who: "role of a member account, where the organization stands behind the deny (`administration.backstop`)",
    wish: { ...leak(ROLE), config: BACKSTOP },
  },
  {
    who: "IAM user of a member account, the same",
    wish: { ...leak(USER, { accessKeyId: LONG_TERM_KEY }), config: BACKSTOP },
  },
  { who: "person of IAM Identity Center", wish: leak(PERSON) },
  { who: "root user of a member account", wish: leak(ROOT) },
];

/** What no containment begins with: it is taken later, when the incident shows the need. */
export const LATER: readonly { readonly who: string; readonly step: Step }[] = [
  {
    who: "role that is held, while the intruder opens sessions anew (`denyAssume`)",
    step: {
      type: "deny-assume",
      account: ACCOUNT,
      roleName: ROLE.name,
      roleArn: ROLE.arn,
      roleId: ROLE.id,
      principals: [`arn:aws:iam::${ACCOUNT}:role/other`],
    },
  },
];

function leak(principal: Principal, alert: Partial<Alert> = {}): Wish {
  return {
    principal,
    cutoff: "2026-03-01T09:00:30Z",
    alerts: [{ ...ALERT, ...alert }],
    config: { scope: "role" },
    widened: false,
  };
}
