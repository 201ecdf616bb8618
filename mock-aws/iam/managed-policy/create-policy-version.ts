// iam:CreatePolicyVersion — https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreatePolicyVersion.html
import { z } from "zod";
import { AwsError } from "../../aws-error.ts";
import { bool, policyText } from "../../input.ts";
import { operation } from "../../operation.ts";
import { change } from "../../propagation.ts";
import { onPolicy } from "../access.ts";
import type { PolicyVersion } from "../entities.ts";
import { readPolicy, refuseLargeManaged } from "../write-policy.ts";
import { policyArn } from "./find-policy.ts";
import { findOwnPolicy } from "./own-policy.ts";
import { listVersion } from "./show-version.ts";

const MOST_VERSIONS = 5;

export const createPolicyVersion = operation({
  name: "CreatePolicyVersion",
  readOnly: false,
  input: z.object({ PolicyArn: policyArn, PolicyDocument: policyText, SetAsDefault: bool().default(false) }),
  authorize: onPolicy("CreatePolicyVersion"),
  run(input, { world, now, caller: { account } }) {
    const policy = findOwnPolicy(world, account, input.PolicyArn);
    const document = readPolicy(input.PolicyDocument, "managed");
    refuseLargeManaged(document.text);
    if (policy.versions.length >= MOST_VERSIONS) {
      const message = `A managed policy can have up to ${MOST_VERSIONS} versions. Before you create a new version, you must delete an existing version.`;
      throw new AwsError("LimitExceeded", message, 409);
    }
    const version: PolicyVersion = { id: `v${policy.nextVersion++}`, document, createdAt: now };
    policy.versions.push(version);
    if (input.SetAsDefault) change(policy.defaultVersion, version, now);
    policy.updatedAt = now;
    return { PolicyVersion: listVersion(policy, version) };
  },
});
