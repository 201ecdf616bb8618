// The drawers of IAM, and finding things in them by name.
import { AwsError } from "../aws-error.ts";
import { perAccount, type World } from "../world.ts";
import type { IamKind } from "./arn.ts";
import { type Drawer, drawer } from "./drawer.ts";
import type {
  Entity,
  Group,
  InstanceProfile,
  ManagedPolicy,
  MfaDevice,
  OidcProvider,
  Role,
  SamlProvider,
  ServiceCredential,
  SigningCertificate,
  User,
} from "./entities.ts";

type Named<T> = Drawer<T>;

export type IamState = {
  readonly users: Named<User>;
  readonly groups: Named<Group>;
  readonly roles: Named<Role>;
  readonly policies: Named<ManagedPolicy>;
  readonly instanceProfiles: Named<InstanceProfile>;
  /** Deleted policies by ARN: what hung on somebody is enforced a while longer. */
  readonly retiredPolicies: Map<string, ManagedPolicy>;
  /** By serial number. */
  readonly mfaDevices: Map<string, MfaDevice>;
  /** By credential id. */
  readonly serviceCredentials: Map<string, ServiceCredential>;
  /** By certificate id. */
  readonly signingCertificates: Map<string, SigningCertificate>;
  /** By ARN. */
  readonly samlProviders: Map<string, SamlProvider>;
  readonly oidcProviders: Map<string, OidcProvider>;
  /** What has become of the deletion of service-linked roles, by task. */
  readonly roleDeletions: Map<string, "SUCCEEDED">;
  /** At most one: it stands in for the account's number in the address of the console. */
  readonly account: { alias?: string };
};

export type Kind = "users" | "groups" | "roles" | "policies" | "instanceProfiles";

type Of<K extends Kind> = IamState[K] extends Named<infer T> ? T : never;

export const iam = perAccount<IamState>(() => ({
  users: drawer(),
  groups: drawer(),
  roles: drawer(),
  policies: drawer(),
  instanceProfiles: drawer(),
  retiredPolicies: new Map(),
  mfaDevices: new Map(),
  serviceCredentials: new Map(),
  signingCertificates: new Map(),
  samlProviders: new Map(),
  oidcProviders: new Map(),
  roleDeletions: new Map(),
  account: {},
}));

type Words = {
  /** The word for it in its ARN. */
  readonly arn: IamKind;
  absent(name: string): string;
  taken(name: string): string;
};

/** How AWS speaks of each kind. */
export const KINDS: Readonly<Record<Kind, Words>> = {
  users: {
    arn: "user",
    absent: (name) => `The user with name ${name} cannot be found.`,
    taken: (name) => `User with name ${name} already exists.`,
  },
  groups: {
    arn: "group",
    absent: (name) => `The group with name ${name} cannot be found.`,
    taken: (name) => `Group with name ${name} already exists.`,
  },
  roles: {
    arn: "role",
    absent: (name) => `The role with name ${name} cannot be found.`,
    taken: (name) => `Role with name ${name} already exists.`,
  },
  policies: {
    arn: "policy",
    absent: (name) => `Policy ${name} was not found.`,
    taken: (name) => `A policy called ${name} already exists. Duplicate names are not allowed.`,
  },
  instanceProfiles: {
    arn: "instance-profile",
    absent: (name) => `Instance Profile ${name} cannot be found.`,
    taken: (name) => `Instance Profile ${name} already exists.`,
  },
};

export function lookUp<K extends Kind>(world: World, account: string, kind: K, name: string): Of<K> | undefined {
  const found = (iam(world, account)[kind] as Named<Entity>).get(name.toLowerCase());
  return found?.name === name ? (found as Of<K>) : undefined;
}

/** The thing of that name; throws NoSuchEntity in AWS's words. */
export function find<K extends Kind>(world: World, account: string, kind: K, name: string): Of<K> {
  const found = lookUp(world, account, kind, name);
  if (!found) throw new AwsError("NoSuchEntity", KINDS[kind].absent(name), 404);
  return found;
}

/** Throws EntityAlreadyExists where the name, in any case, is taken. */
export function refuseTaken(world: World, account: string, kind: Kind, name: string): void {
  if (iam(world, account)[kind].has(name.toLowerCase()))
    throw new AwsError("EntityAlreadyExists", KINDS[kind].taken(name), 409);
}
