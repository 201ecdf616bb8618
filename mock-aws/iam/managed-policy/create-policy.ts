// iam:CreatePolicy — https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreatePolicy.html
import { z } from "zod";
import { uniqueId } from "../../ids.ts";
import { entityName, policyText, text } from "../../input.ts";
import { operation } from "../../operation.ts";
import { versioned } from "../../propagation.ts";
import { iamArn } from "../arn.ts";
import type { ManagedPolicy } from "../entities.ts";
import { showPolicy } from "../show.ts";
import { iam, refuseTaken } from "../state.ts";
import { requestTagContext, tagList, withTags } from "../tags.ts";
import { readPolicy, refuseLargeManaged } from "../write-policy.ts";

export const createPolicy = operation({
  name: "CreatePolicy",
  readOnly: false,
  input: z.object({
    PolicyName: entityName,
    PolicyDocument: policyText,
    Path: text({ min: 1, max: 512, pattern: /((\/[A-Za-z0-9.,+@=_-]+)*)\// }).default("/"),
    Description: text({ max: 1000 }).optional(),
    Tags: tagList.optional(),
  }),
  authorize: ({ PolicyName, Path, Tags }, { caller }) => {
    const resource = iamArn(caller.account, "policy", Path, PolicyName);
    const context = requestTagContext(Tags);
    const tagging = Tags?.length ? [{ action: "iam:TagPolicy", resource, context }] : [];
    return [{ action: "iam:CreatePolicy", resource, context }, ...tagging];
  },
  run(input, { world, now, caller: { account } }) {
    const document = readPolicy(input.PolicyDocument, "managed");
    refuseLargeManaged(document.text);
    refuseTaken(world, account, "policies", input.PolicyName);
    const policy: ManagedPolicy = {
      account,
      name: input.PolicyName,
      path: input.Path,
      id: uniqueId(world.random, "ANPA"),
      arn: iamArn(account, "policy", input.Path, input.PolicyName),
      createdAt: now,
      updatedAt: now,
      exists: versioned(true, now),
      ...(input.Description === undefined ? {} : { description: input.Description }),
      versions: [{ id: "v1", document, createdAt: now }],
      defaultVersion: versioned({ id: "v1", document }, now),
      nextVersion: 2,
      tags: withTags(new Map(), input.Tags),
    };
    iam(world, account).policies.set(policy.name.toLowerCase(), policy);
    const { Description, ...shown } = showPolicy(policy, { attachments: 0, boundaries: 0 });
    return { Policy: shown };
  },
});
