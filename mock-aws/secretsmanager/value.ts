// The value of a secret in a request, and making it a version.
import { z } from "zod";
import { AwsError } from "../aws-error.ts";
import { uuid } from "../ids.ts";
import type { World } from "../world.ts";
import type { Secret, SecretValue } from "./secrets.ts";

const MAX_BYTES = 65_536;

const tooLong = "failed to satisfy constraint: Member must have length less than or equal to 65536";
const ofSize = z.string().refine((text) => Buffer.byteLength(text) <= MAX_BYTES, tooLong);

export const valueMembers = {
  SecretString: ofSize.min(1).optional(),
  SecretBinary: z.base64().optional(),
  ClientRequestToken: z.string().min(32).max(64).optional(),
};

type Wish = z.output<z.ZodObject<typeof valueMembers>>;

export function secretValueOf({ SecretString, SecretBinary }: Wish): SecretValue | undefined {
  if (SecretString !== undefined && SecretBinary !== undefined) {
    throw new AwsError(
      "InvalidParameterException",
      "You can't specify both a binary secret value and a string secret value in the same secret.",
      400,
    );
  }
  if (SecretString !== undefined) return { SecretString };
  return SecretBinary === undefined ? undefined : { SecretBinary };
}

/**
 * Adds the value under the request's token and moves AWSCURRENT there; the version before gets AWSPREVIOUS. The same
 * value under the same token again changes nothing.
 */
export function addVersion(
  world: World,
  secret: Secret,
  wish: Wish,
  value: SecretValue,
  labels = ["AWSCURRENT"],
): string {
  const id = wish.ClientRequestToken ?? uuid(world.random);
  const known = secret.versions.get(id);
  if (known && JSON.stringify(known.value) !== JSON.stringify(value)) {
    throw new AwsError(
      "ResourceExistsException",
      "You can't modify an existing version, you can only create a new version.",
      400,
    );
  }
  if (known) return id;
  const now = world.clock.now();
  secret.versions.set(id, { id, value, createdAt: now });
  secret.changedAt = now;
  const before = secret.stages.get("AWSCURRENT");
  if (labels.includes("AWSCURRENT") && before !== undefined) secret.stages.set("AWSPREVIOUS", before);
  for (const label of secret.versions.size === 1 ? [...labels, "AWSCURRENT"] : labels) secret.stages.set(label, id);
  return id;
}

export function stagesOf({ stages }: Secret, version: string): readonly string[] {
  return [...stages].filter(([, id]) => id === version).map(([label]) => label);
}
