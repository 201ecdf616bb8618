// sts:AssumeRoleWithWebIdentity — https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRoleWithWebIdentity.html
import { z } from "zod";
import { NotImplementedError } from "../aws-error.ts";
import { federatedIdentity } from "../caller.ts";
import { arn, integer, text } from "../input.ts";
import { operation } from "../operation.ts";
import { federatedAccesses, identityOf } from "./federation/federated-access.ts";
import { openSession, trailRequest, trailResponse } from "./federation/federated-session.ts";
import { webIdentity } from "./federation/web-identity.ts";
import { roleByArn } from "./role-arn.ts";
import { SESSION_POLICIES } from "./session-policies.ts";

/** Called without a signature: the token says who calls. */
export const assumeRoleWithWebIdentity = operation({
  name: "AssumeRoleWithWebIdentity",
  readOnly: true, // As the trail records it.
  input: z.object({
    RoleArn: arn,
    RoleSessionName: text({ min: 2, max: 64, pattern: /[\w+=,.@-]*/ }),
    WebIdentityToken: text({ min: 4, max: 20_000 }),
    ProviderId: text({ min: 4, max: 2048 }).optional(),
    DurationSeconds: integer(900, 43200).optional(),
    ...SESSION_POLICIES,
  }),
  unsigned: {
    account: ({ RoleArn }) => RoleArn.split(":")[4],
    async identify({ WebIdentityToken, ProviderId }, call) {
      if (ProviderId !== undefined) throw new NotImplementedError("OAuth 2.0 access tokens (ProviderId)");
      return federatedIdentity(call.caller.account, await webIdentity(WebIdentityToken, call));
    },
  },
  authorize({ RoleArn, RoleSessionName }, call) {
    const opening = { action: "sts:AssumeRoleWithWebIdentity", roleArn: RoleArn, sessionName: RoleSessionName };
    return federatedAccesses(opening, identityOf(call, "web-identity"), call);
  },
  run(wish, call) {
    const identity = identityOf(call, "web-identity");
    return {
      SubjectFromWebIdentityToken: identity.subject,
      Audience: identity.audience,
      ...openSession(call, wish, identity, { name: wish.RoleSessionName }),
      Provider: identity.provider,
    };
  },
  trail(wish, output, { caller: { credential }, world }) {
    const { account, arn: ARN } = roleByArn(world, wish.RoleArn);
    const identity = credential.kind === "none" ? credential.identity : undefined;
    return {
      requestParameters: { ...trailRequest(wish, identity), roleSessionName: wish.RoleSessionName },
      responseElements: output && {
        ...trailResponse(output),
        subjectFromWebIdentityToken: output.SubjectFromWebIdentityToken,
        audience: output.Audience,
        provider: output.Provider,
      },
      resources: [{ ARN, accountId: account, type: "AWS::IAM::Role" }],
    };
  },
});
