// iam:GetAccountSummary — https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetAccountSummary.html
import { z } from "zod";
import { operation } from "../../operation.ts";
import { current } from "../../propagation.ts";
import type { World } from "../../world.ts";
import { onAccount } from "../access.ts";
import { keysOf } from "../access-key/find-key.ts";
import { devicesOf } from "../mfa/devices.ts";
import { rootUser } from "../root/root-user.ts";
import { certificatesOf } from "../signing-certificate/certificates.ts";
import { iam } from "../state.ts";

/** As AWS answered for an account that had asked for no more [recorded]. */
const QUOTAS = {
  AccessKeysPerUserQuota: 2,
  AssumeRolePolicySizeQuota: 2048,
  AttachedPoliciesPerGroupQuota: 10,
  AttachedPoliciesPerRoleQuota: 20,
  AttachedPoliciesPerUserQuota: 10,
  GroupPolicySizeQuota: 5120,
  GroupsPerUserQuota: 10,
  GroupsQuota: 300,
  InstanceProfilesQuota: 1000,
  PoliciesQuota: 1500,
  PolicySizeQuota: 6144,
  PolicyVersionsInUseQuota: 10_000,
  RolePolicySizeQuota: 10_240,
  RolesQuota: 1000,
  ServerCertificatesQuota: 20,
  SigningCertificatesPerUserQuota: 2,
  UserPolicySizeQuota: 2048,
  UsersQuota: 5000,
  VersionsPerPolicyQuota: 5,
};

/** What begins with "Account" is about root's own credentials: whether there are any. */
export const getAccountSummary = operation({
  name: "GetAccountSummary",
  readOnly: true,
  input: z.object({}),
  authorize: onAccount("GetAccountSummary"),
  run(_input, { world, caller: { account } }) {
    const { users, groups, roles, policies, instanceProfiles, samlProviders, oidcProviders, mfaDevices } = iam(
      world,
      account,
    );
    const root = rootUser(world, account);
    const counts = {
      AccountAccessKeysPresent: flag(keysOf(world, root)),
      AccountMFAEnabled: flag(devicesOf(world, root)),
      AccountPasswordPresent: root.loginProfile ? 1 : 0,
      AccountSigningCertificatesPresent: flag(certificatesOf(world, root)),
      GlobalEndpointTokenVersion: 1,
      Groups: groups.size,
      InstanceProfiles: instanceProfiles.size,
      MFADevices: mfaDevices.size,
      MFADevicesInUse: [...mfaDevices.values()].filter(({ enabled }) => enabled).length,
      Policies: policies.size,
      PolicyVersionsInUse: versionsInUse(world, account),
      Providers: samlProviders.size + oidcProviders.size,
      Roles: roles.size,
      ServerCertificates: 0,
      Users: users.size,
    };
    return { SummaryMap: new Map(Object.entries({ ...QUOTAS, ...counts })) };
  },
});

const flag = (list: readonly unknown[]) => (list.length > 0 ? 1 : 0);

/** How AWS counts them is not documented. Here: each policy that is attached or a boundary, AWS's own too, once. */
function versionsInUse(world: World, account: string): number {
  const { users, groups, roles } = iam(world, account);
  const used = [...users.values(), ...groups.values(), ...roles.values()].flatMap(({ permissions }) => {
    const { attached, boundary } = current(permissions);
    return boundary === undefined ? attached : [...attached, boundary];
  });
  return new Set(used).size;
}
