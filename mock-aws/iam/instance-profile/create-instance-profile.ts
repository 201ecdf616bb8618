// iam:CreateInstanceProfile — https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateInstanceProfile.html
import { z } from "zod";
import { uniqueId } from "../../ids.ts";
import { entityName, path } from "../../input.ts";
import { operation } from "../../operation.ts";
import { versioned } from "../../propagation.ts";
import { iamArn } from "../arn.ts";
import type { InstanceProfile } from "../entities.ts";
import { showInstanceProfile } from "../show.ts";
import { iam, refuseTaken } from "../state.ts";
import { requestTagContext, tagList, withTags } from "../tags.ts";

export const createInstanceProfile = operation({
  name: "CreateInstanceProfile",
  readOnly: false,
  input: z.object({ InstanceProfileName: entityName, Path: path.default("/"), Tags: tagList.optional() }),
  authorize: ({ InstanceProfileName, Path, Tags }, { caller }) => {
    const resource = iamArn(caller.account, "instance-profile", Path, InstanceProfileName);
    const context = requestTagContext(Tags);
    const tagging = Tags?.length ? [{ action: "iam:TagInstanceProfile", resource, context }] : [];
    return [{ action: "iam:CreateInstanceProfile", resource, context }, ...tagging];
  },
  run({ InstanceProfileName: name, Path, Tags }, { world, now, caller: { account } }) {
    refuseTaken(world, account, "instanceProfiles", name);
    const profile: InstanceProfile = {
      account,
      name,
      path: Path,
      id: uniqueId(world.random, "AIPA"),
      arn: iamArn(account, "instance-profile", Path, name),
      createdAt: now,
      exists: versioned(true, now),
      tags: withTags(new Map(), Tags),
    };
    iam(world, account).instanceProfiles.set(name.toLowerCase(), profile);
    return { InstanceProfile: showInstanceProfile(profile) };
  },
});
