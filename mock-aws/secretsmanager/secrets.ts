// Secrets: their versions, the labels on them, and who else may read them.
import type { Instant } from "../clock.ts";
import { secretKey } from "../ids.ts";
import type { PolicyDocument } from "../policy/statement.ts";
import { PARTITION, perAccount, type World } from "../world.ts";

export type SecretValue = { readonly SecretString: string } | { readonly SecretBinary: string };

export type SecretVersion = { readonly id: string; readonly value: SecretValue; readonly createdAt: Instant };

export type Secret = {
  readonly account: string;
  readonly region: string;
  readonly name: string;
  readonly arn: string;
  readonly description?: string;
  /** A key of the customer's own; without one it is the account's `aws/secretsmanager`. */
  readonly kmsKeyId?: string;
  readonly tags: ReadonlyMap<string, string>;
  readonly createdAt: Instant;
  readonly versions: Map<string, SecretVersion>;
  /** Staging labels, each on one version. */
  readonly stages: Map<string, string>;
  policy?: PolicyDocument | undefined;
  changedAt: Instant;
  accessedAt?: Instant;
  /** When it was marked for deletion, and from when it is gone. */
  deletion?: { readonly markedAt: Instant; readonly at: Instant } | undefined;
};

/** By Region and name. */
const drawers = perAccount<Map<string, Map<string, Secret>>>(() => new Map());

/** Those that are there, by name; what was to be deleted by now is gone. */
export function secretsOf(world: World, account: string, region: string): Map<string, Secret> {
  const ofAccount = drawers(world, account);
  const secrets = ofAccount.get(region) ?? new Map<string, Secret>();
  ofAccount.set(region, secrets);
  const now = world.clock.now();
  for (const [name, { deletion }] of secrets) if (deletion && deletion.at <= now) secrets.delete(name);
  return secrets;
}

/** Six characters at the end keep a secret apart from one of the same name that was deleted. */
export function secretArn(world: World, account: string, region: string, name: string): string {
  const suffix = secretKey(world.random).replace(/[+/]/g, "x").slice(0, 6);
  return `${nameArn(account, region, name)}-${suffix}`;
}

export function nameArn(account: string, region: string, name: string): string {
  return `arn:${PARTITION}:secretsmanager:${region}:${account}:secret:${name}`;
}
