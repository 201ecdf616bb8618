// iam:CreateAccessKey — https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateAccessKey.html
import { z } from "zod";
import { AwsError } from "../../aws-error.ts";
import type { LongTermKey } from "../../credential.ts";
import { accessKeyId, secretKey } from "../../ids.ts";
import { entityName } from "../../input.ts";
import { operation } from "../../operation.ts";
import { versioned } from "../../propagation.ts";
import { namedUser, onNamedUser } from "../user/self.ts";

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html */
const MOST_KEYS = 2;

export const createAccessKey = operation({
  name: "CreateAccessKey",
  readOnly: false,
  input: z.object({ UserName: entityName.optional() }),
  authorize: onNamedUser("CreateAccessKey"),
  run(wish, call) {
    const { world, now } = call;
    const user = namedUser(wish, call);
    if (user.accessKeyIds.length >= MOST_KEYS) {
      throw new AwsError("LimitExceeded", `Cannot exceed quota for AccessKeysPerUser: ${MOST_KEYS}`, 409);
    }
    const key: LongTermKey = {
      kind: "long-term",
      accessKeyId: accessKeyId(world.random, "AKIA", user.account),
      secretAccessKey: secretKey(world.random),
      account: user.account,
      user,
      createdAt: now,
      status: versioned("Active", now),
    };
    world.credentials.set(key.accessKeyId, key);
    user.accessKeyIds.push(key.accessKeyId);
    return {
      AccessKey: {
        UserName: user.name,
        AccessKeyId: key.accessKeyId,
        Status: "Active",
        SecretAccessKey: key.secretAccessKey,
        CreateDate: new Date(now),
      },
    };
  },
});
