// sts:GetFederationToken — https://docs.aws.amazon.com/STS/latest/APIReference/API_GetFederationToken.html
import { z } from "zod";
import { requestTagContext } from "../iam/tags.ts";
import { text } from "../input.ts";
import { type Call, operation } from "../operation.ts";
import { PARTITION } from "../world.ts";
import { issue, showCredentials, trailCredentials } from "./issue.ts";
import { longTermCaller, tokenDuration, tokenSeconds } from "./long-term-only.ts";
import { packedPolicySize, SESSION_POLICIES, sessionPolicies } from "./session-policies.ts";
import { mergedTags, sessionTags } from "./session-tags.ts";

function federatedArn({ caller }: Call, name: string): string {
  return `arn:${PARTITION}:sts::${caller.account}:federated-user/${name}`;
}

/** May do what both the user and the session policies allow; without session policies that is nothing. */
export const getFederationToken = operation({
  name: "GetFederationToken",
  readOnly: true, // As the trail records it.
  input: z.object({
    Name: text({ min: 2, max: 32, pattern: /[\w+=,.@-]*/ }),
    DurationSeconds: tokenDuration,
    Tags: sessionTags.optional(),
    ...SESSION_POLICIES,
  }),
  authorize(wish, call) {
    longTermCaller(call, "GetFederationToken");
    const base = { resource: federatedArn(call, wish.Name), context: requestTagContext(wish.Tags) };
    return [
      { action: "sts:GetFederationToken", ...base },
      ...(wish.Tags?.length ? [{ action: "sts:TagSession", ...base }] : []),
    ];
  },
  run(wish, call) {
    const key = longTermCaller(call, "GetFederationToken");
    const policies = sessionPolicies(call.world, key.account, wish) ?? [];
    const PackedPolicySize = packedPolicySize(wish);
    const token = issue(call.world, {
      account: key.account,
      seconds: tokenSeconds(key, wish.DurationSeconds),
      session: {
        type: "federated",
        name: wish.Name,
        policies,
        tags: mergedTags(wish, new Map()).tags,
        ...(key.user ? { user: key.user } : {}),
      },
    });
    return {
      Credentials: showCredentials(token),
      FederatedUser: { FederatedUserId: `${key.account}:${wish.Name}`, Arn: federatedArn(call, wish.Name) },
      PackedPolicySize,
    };
  },
  trail: (_wish, output) => ({
    responseElements: output && {
      credentials: trailCredentials(output.Credentials),
      federatedUser: { federatedUserId: output.FederatedUser.FederatedUserId, arn: output.FederatedUser.Arn },
      packedPolicySize: output.PackedPolicySize,
    },
  }),
});
