// What each kind of step never stops, whatever the trail shows: said beside every containment, so that nobody takes it for more.
import type { StepType } from "../steps.ts";

const EVERY_DENY = [
  "sts:GetCallerIdentity answers until the credential expires, and with it tokens for EKS clusters can be made.",
  "What was read or changed before the deny stays read and changed. Data events, as reading an object in S3, are not in LookupEvents: no proof here sees them.",
  "Connections that are open already (databases, shells by Session Manager) are not cut, and what the intruder has created stays.",
];

const ROLE = [
  "Sessions of other roles that were opened with the leaked one carry their own issue time: this deny does not reach them.",
  "Whoever can still assume the role gets a new session after the cutoff: a stolen login at an identity provider, or the same hole in an instance.",
  ...EVERY_DENY,
];

const USER = [
  "Roles that the user's credentials have assumed have sessions of their own: this deny does not reach them.",
  ...EVERY_DENY,
];

export const KNOWN_LIMITS: Readonly<Record<StepType, readonly string[]>> = {
  "deny-role-sessions": ROLE,
  "deny-role-sessions-managed": ROLE,
  "deny-role-sessions-boundary": [
    ...ROLE,
    "A permissions boundary does not limit what a resource policy allows to the session's own ARN by name: https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html",
  ],
  "deny-session": [
    "Other sessions of the role go on, also such as the intruder has opened under another name.",
    ...ROLE,
  ],
  "deny-user-sessions": [
    "The user's long-term keys work on, but for those that were deactivated, and so does the console password unless it was taken away.",
    ...USER,
  ],
  "deny-user-sessions-managed": [
    "The user's long-term keys work on, but for those that were deactivated, and so does the console password unless it was taken away.",
    ...USER,
  ],
  "deactivate-key": [
    "Sessions that the key has minted before live on for up to 36 hours: the deny on the user stops those, this step does not.",
  ],
  "disable-console": ["A console session that is open stays open: the deny on the user stops it."],
  "deny-permission-set": [
    "The person's sessions in the access portal and of other permission sets stay: end them in Identity Center, and remove the assignments.",
    ...EVERY_DENY,
  ],
  "deny-by-scp": [
    "What works without an IAM policy's say works on: https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps.html lists the tasks that no service control policy restricts.",
    ...EVERY_DENY,
  ],
  "deny-sessions-by-scp": [
    "Whoever may write policies of the organization takes it off. So does whoever holds one of the roles that it spares: the responder's own in the account, and `ownRoles`.",
    "Tokens of GetFederationToken are principals of their own: the deny on the user stops those, and the guard keeps that deny where it is.",
    "Long-term keys have no issue time: a key that is not deactivated works on. The guard goes with the lift, also where a key stays inactive.",
    "Until AWS has taken it everywhere an intruder can undo what stands in the account: the responder puts it back, and then it stays.",
    "Service-linked roles, and what else no service control policy restricts: https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps.html",
    "Where one session alone is denied there is no back-stop: it would close the role to everybody's changes for the sake of one.",
    ...EVERY_DENY,
  ],
  "deny-assume": [
    "Sessions that are open already: the deny of older sessions stops those.",
    "Whoever may edit the role's trust policy takes the deny out; it is put back within a minute.",
    "Logins by SAML or web identity, AWS services, and principals that are not of the incident.",
  ],
  "deny-outsiders": [
    "Sessions that are open already: the deny of older sessions stops those.",
    "Whoever may edit the role's trust policy takes the deny out; it is put back within a minute.",
    "Principals of accounts that are served, logins by SAML or web identity, and AWS services, as far as the policy lets them in.",
  ],
};
