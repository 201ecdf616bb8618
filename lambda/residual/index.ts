// Every kind of residual access, and which rules know a call.
import { databases } from "./access/databases.ts";
import { eks } from "./access/eks.ts";
import { instanceConnect } from "./access/instance-connect.ts";
import { presigned } from "./access/presigned.ts";
import { remoteShells } from "./access/remote-shells.ts";
import { sessions } from "./access/sessions.ts";
import { signIns } from "./access/sign-ins.ts";
import { tokens } from "./access/tokens.ts";
import type { KnownRule } from "./effects.ts";
import { dataRead } from "./exposed/data-read.ts";
import { machineData } from "./exposed/machine-data.ts";
import { secretsRead } from "./exposed/secrets-read.ts";
import { settingsRead } from "./exposed/settings-read.ts";
import type { ResidualKind, Rule } from "./kind.ts";
import { accessKeys } from "./left-behind/access-keys.ts";
import { applicationAccess } from "./left-behind/application-access.ts";
import { buckets } from "./left-behind/buckets.ts";
import { budgets } from "./left-behind/budgets.ts";
import { containers } from "./left-behind/containers.ts";
import { copies } from "./left-behind/copies.ts";
import { detectors } from "./left-behind/detectors.ts";
import { functions } from "./left-behind/functions.ts";
import { identityCenter } from "./left-behind/identity-center.ts";
import { identityProviders } from "./left-behind/identity-providers.ts";
import { instanceSettings } from "./left-behind/instance-settings.ts";
import { instances } from "./left-behind/instances.ts";
import { jobs } from "./left-behind/jobs.ts";
import { keys } from "./left-behind/keys.ts";
import { logGroups } from "./left-behind/log-groups.ts";
import { mail } from "./left-behind/mail.ts";
import { managedMachines } from "./left-behind/managed-machines.ts";
import { models } from "./left-behind/models.ts";
import { network } from "./left-behind/network.ts";
import { organization } from "./left-behind/organization.ts";
import { policies } from "./left-behind/policies.ts";
import { roles } from "./left-behind/roles.ts";
import { rolesAnywhere } from "./left-behind/roles-anywhere.ts";
import { schedules } from "./left-behind/schedules.ts";
import { secrets } from "./left-behind/secrets.ts";
import { securityGroups } from "./left-behind/security-groups.ts";
import { sharedData } from "./left-behind/shared-data.ts";
import { signInSettings } from "./left-behind/sign-in-settings.ts";
import { stacks } from "./left-behind/stacks.ts";
import { trails } from "./left-behind/trails.ts";
import { users } from "./left-behind/users.ts";

/** In the order in which a person should deal with them. */
export const KINDS: readonly ResidualKind[] = [
  ...[sessions, signIns, eks, remoteShells, instanceConnect, databases, presigned, tokens],
  ...[accessKeys, users, roles, policies, identityProviders, identityCenter, rolesAnywhere, signInSettings],
  ...[functions, instances, instanceSettings, containers, jobs, stacks, managedMachines, schedules],
  ...[sharedData, copies, buckets, keys, secrets, securityGroups, network, applicationAccess],
  ...[trails, logGroups, detectors, organization, budgets, models, mail],
  ...[secretsRead, machineData, settingsRead, dataRead],
];

/** The rules of all kinds, by call. */
export const RULES: ReadonlyMap<string, readonly KnownRule[]> = Map.groupBy(
  KINDS.flatMap((kind) =>
    Object.entries(kind.calls).flatMap(([call, rules]) => listed(rules).map((rule) => ({ call, kind, rule }))),
  ),
  ({ call }) => call,
);

function listed(rules: Rule | readonly Rule[]): readonly Rule[] {
  return Array.isArray(rules) ? rules : [rules as Rule]; // Array.isArray does not narrow readonly arrays away.
}
