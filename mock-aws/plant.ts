// What no API of AWS makes: things with the ids that a recording names, and what a person does in the console alone.
import type { LongTermKey } from "./credential.ts";
import { addKey } from "./iam/access-key/add-key.ts";
import { iamArn } from "./iam/arn.ts";
import type { MfaDevice } from "./iam/entities.ts";
import { newSeed } from "./iam/mfa/totp.ts";
import { rootUser } from "./iam/root/root-user.ts";
import { find, iam } from "./iam/state.ts";
import { type AccountFacts, accountFacts } from "./organizations/account-facts.ts";
import type { World } from "./world.ts";

/** The role's unique id, `AROA…`; its sessions carry it from then on. */
export function giveRoleId(world: World, account: string, roleName: string, id: string): void {
  Object.assign(find(world, account, "roles", roleName), { id });
}

/** The user's unique id, `AIDA…`. */
export function giveUserId(world: World, account: string, userName: string, id: string): void {
  Object.assign(find(world, account, "users", userName), { id });
}

/** The id of an access key that was issued; its secret and its token stay as they are. */
export function giveKeyId(world: World, issued: string, id: string): void {
  const credential = world.credentials.get(issued);
  if (!credential) throw new Error(`There is no access key ${issued} in the local AWS.`);
  world.credentials.delete(issued);
  world.credentials.set(id, { ...credential, accessKeyId: id });
  const ids = credential.kind === "long-term" ? credential.user?.accessKeyIds : undefined;
  ids?.splice(ids.indexOf(issued), 1, id);
}

/** An access key of the root user, who made it in the console. Throws LimitExceeded where root has two. */
export function plantRootKey(world: World, account: string): LongTermKey {
  return addKey(world, rootUser(world, account));
}

/** The virtual device that the root user paired in the console, under the name that AWS gives it there. */
export function plantRootMfaDevice(world: World, account: string): MfaDevice {
  const name = "root-account-mfa-device";
  const device: MfaDevice = {
    account,
    name,
    path: "/",
    arn: iamArn(account, "mfa", "/", name),
    seed: newSeed(world.random),
    tags: new Map(),
    enabled: { user: rootUser(world, account), at: world.clock.now() },
    lastStep: 0,
  };
  iam(world, account).mfaDevices.set(device.arn, device);
  return device;
}

/** Under what name and address somebody opened an account outside the organization. */
export function giveAccountFacts(world: World, account: string, facts: Partial<AccountFacts>): void {
  Object.assign(accountFacts(world, account), facts);
}
