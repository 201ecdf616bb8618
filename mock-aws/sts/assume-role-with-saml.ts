// sts:AssumeRoleWithSAML — https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRoleWithSAML.html
import { z } from "zod";
import { AwsError } from "../aws-error.ts";
import { federatedIdentity } from "../caller.ts";
import { arn, integer, text } from "../input.ts";
import { operation } from "../operation.ts";
import { federatedAccesses, identityOf } from "./federation/federated-access.ts";
import { openSession, trailRequest, trailResponse } from "./federation/federated-session.ts";
import { roleByArn } from "./role-arn.ts";
import { samlIdentity } from "./saml/saml-identity.ts";
import { SESSION_POLICIES } from "./session-policies.ts";

const ACTION = "sts:AssumeRoleWithSAML";

/** Called without a signature of AWS: the assertion says who calls, and how the session is to be named. */
export const assumeRoleWithSaml = operation({
  name: "AssumeRoleWithSAML",
  readOnly: true, // As the trail records it.
  input: z.object({
    RoleArn: arn,
    PrincipalArn: arn,
    SAMLAssertion: text({ min: 4, max: 100_000 }),
    DurationSeconds: integer(900, 43200).optional(),
    ...SESSION_POLICIES,
  }),
  unsigned: {
    account: ({ RoleArn }) => RoleArn.split(":")[4],
    async identify({ SAMLAssertion, PrincipalArn }, call) {
      return federatedIdentity(call.caller.account, samlIdentity(SAMLAssertion, PrincipalArn, call));
    },
  },
  authorize({ RoleArn }, call) {
    const identity = identityOf(call, "saml");
    if (!identity.roles.includes(RoleArn))
      throw new AwsError("AccessDenied", `Not authorized to perform ${ACTION}`, 403);
    return federatedAccesses({ action: ACTION, roleArn: RoleArn, sessionName: identity.sessionName }, identity, call);
  },
  run(wish, call) {
    const identity = identityOf(call, "saml");
    const { sessionName: name, sessionEnd } = identity;
    return {
      ...openSession(call, wish, identity, { name, ...(sessionEnd === undefined ? {} : { until: sessionEnd }) }),
      Subject: identity.subject,
      SubjectType: identity.subjectType,
      Issuer: identity.issuer,
      Audience: identity.audience,
      NameQualifier: identity.nameQualifier,
    };
  },
  trail(wish, output, { caller: { credential }, world }) {
    const { account, arn: ARN } = roleByArn(world, wish.RoleArn);
    const identity = credential.kind === "none" && credential.identity?.by === "saml" ? credential.identity : undefined;
    return {
      requestParameters: {
        sAMLAssertionID: identity?.assertionId,
        roleSessionName: identity?.sessionName,
        ...trailRequest(wish, identity),
        principalArn: wish.PrincipalArn,
      },
      responseElements: output && {
        ...trailResponse(output),
        subject: output.Subject,
        subjectType: output.SubjectType,
        issuer: output.Issuer,
        audience: output.Audience,
        nameQualifier: output.NameQualifier,
      },
      resources: [
        { ARN, accountId: account, type: "AWS::IAM::Role" },
        { ARN: wish.PrincipalArn, accountId: account, type: "AWS::IAM::SAMLProvider" },
      ],
    };
  },
});
