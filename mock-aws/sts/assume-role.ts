// sts:AssumeRole — https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html
import { z } from "zod";
import { NotImplementedError } from "../aws-error.ts";
import type { Role } from "../iam/entities.ts";
import { arn, integer, text } from "../input.ts";
import { operation } from "../operation.ts";
import { PARTITION } from "../world.ts";
import { accessesOfAssumeRole, sourceIdentityOf } from "./assume-role-access.ts";
import { issue, showCredentials, trailCredentials } from "./issue.ts";
import { MFA } from "./mfa.ts";
import { roleByArn } from "./role-arn.ts";
import { originOf, sessionSeconds } from "./role-session.ts";
import { packedPolicySize, SESSION_POLICIES, sessionPolicies } from "./session-policies.ts";
import { incomingTags, mergedTags, sessionTags, transitiveTagKeys } from "./session-tags.ts";

export const sessionName = text({ min: 2, max: 64, pattern: /[\w+=,.@-]*/ });

export const assumeRole = operation({
  name: "AssumeRole",
  readOnly: true, // As the trail records it.
  input: z.object({
    RoleArn: arn,
    RoleSessionName: sessionName,
    DurationSeconds: integer(900, 43200).optional(),
    ExternalId: text({ min: 2, max: 1224, pattern: /[\w+=,.@:/-]*/ }).optional(),
    Tags: sessionTags.optional(),
    TransitiveTagKeys: transitiveTagKeys.optional(),
    SourceIdentity: text({ min: 2, max: 64, pattern: /[\w+=,.@-]*/ }).optional(),
    ProvidedContexts: z.unknown().optional(),
    ...SESSION_POLICIES,
    ...MFA,
  }),
  authorize(wish, call) {
    if (wish.ProvidedContexts !== undefined) throw new NotImplementedError("ProvidedContexts of AssumeRole");
    originOf(call);
    return accessesOfAssumeRole(wish, call);
  },
  run(wish, call) {
    const role = roleByArn(call.world, wish.RoleArn).role as Role; // There is one: its trust policy allowed the call.
    const origin = originOf(call);
    const seconds = sessionSeconds(wish.DurationSeconds, role, call.caller);
    const policies = sessionPolicies(call.world, role.account, wish);
    const packed = packedPolicySize(wish);
    const sourceIdentity = sourceIdentityOf(wish, call);
    const key = issue(call.world, {
      account: role.account,
      seconds,
      session: {
        type: "role",
        role,
        name: wish.RoleSessionName,
        ...(policies ? { policies } : {}),
        ...mergedTags(wish, incomingTags(call.caller)),
        ...(sourceIdentity === undefined ? {} : { sourceIdentity }),
        origin,
      },
    });
    return {
      Credentials: showCredentials(key),
      AssumedRoleUser: {
        AssumedRoleId: `${role.id}:${wish.RoleSessionName}`,
        Arn: `arn:${PARTITION}:sts::${role.account}:assumed-role/${role.name}/${wish.RoleSessionName}`,
      },
      PackedPolicySize: packed === 0 ? undefined : packed,
      SourceIdentity: sourceIdentity,
    };
  },
  trail(wish, output, { world, caller }) {
    const { account, arn: ARN } = roleByArn(world, wish.RoleArn);
    const incoming = incomingTags(caller);
    return {
      requestParameters: {
        roleArn: wish.RoleArn,
        roleSessionName: wish.RoleSessionName,
        durationSeconds: wish.DurationSeconds,
        externalId: wish.ExternalId,
        serialNumber: wish.SerialNumber,
        sourceIdentity: output?.SourceIdentity ?? wish.SourceIdentity,
        policy: wish.Policy,
        policyArns: wish.PolicyArns,
        tags: wish.Tags?.map(({ Key, Value }) => ({ key: Key, value: Value })),
        transitiveTagKeys: wish.TransitiveTagKeys,
        incomingTransitiveTags: incoming.size === 0 ? undefined : Object.fromEntries(incoming),
      },
      responseElements: output && {
        credentials: trailCredentials(output.Credentials),
        assumedRoleUser: { assumedRoleId: output.AssumedRoleUser.AssumedRoleId, arn: output.AssumedRoleUser.Arn },
        sourceIdentity: output.SourceIdentity,
        packedPolicySize: output.PackedPolicySize,
      },
      resources: [{ ARN, accountId: account, type: "AWS::IAM::Role" }],
      alsoSeenBy: [account],
    };
  },
});
