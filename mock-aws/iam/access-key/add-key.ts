// A new long-term key for a user, or for root.
import { AwsError } from "../../aws-error.ts";
import type { LongTermKey } from "../../credential.ts";
import { accessKeyId, secretKey } from "../../ids.ts";
import { versioned } from "../../propagation.ts";
import type { World } from "../../world.ts";
import type { Holder } from "../entities.ts";
import { keysOf } from "./find-key.ts";

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html; root has the same quota. */
const MOST_KEYS = 2;

/** Throws LimitExceeded where the holder has as many as it may. */
export function addKey(world: World, holder: Holder): LongTermKey {
  if (keysOf(world, holder).length >= MOST_KEYS)
    throw new AwsError("LimitExceeded", `Cannot exceed quota for AccessKeysPerUser: ${MOST_KEYS}`, 409);
  const now = world.clock.now();
  const key: LongTermKey = {
    kind: "long-term",
    accessKeyId: accessKeyId(world.random, "AKIA", holder.account),
    secretAccessKey: secretKey(world.random),
    account: holder.account,
    createdAt: now,
    status: versioned("Active", now),
    ...(holder.name === undefined ? {} : { user: holder }),
  };
  world.credentials.set(key.accessKeyId, key);
  if (holder.name !== undefined) holder.accessKeyIds.push(key.accessKeyId);
  return key;
}
