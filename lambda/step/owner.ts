// A role or user that policies are written to: the same calls under two names.
import {
  AttachRolePolicyCommand,
  AttachUserPolicyCommand,
  DeleteRolePolicyCommand,
  DeleteUserPolicyCommand,
  DetachRolePolicyCommand,
  DetachUserPolicyCommand,
  GetRoleCommand,
  GetRolePolicyCommand,
  GetUserPolicyCommand,
  ListAttachedRolePoliciesCommand,
  ListAttachedUserPoliciesCommand,
  PutRolePolicyCommand,
  PutUserPolicyCommand,
} from "@aws-sdk/client-iam";
import type { Aws } from "../aws.ts";
import { absent, documentOf } from "../iam-answer.ts";
import { userName } from "./user-name.ts";

export type Owner = {
  /** In errors and notes: "the role app". */
  readonly called: string;
  readonly arn: string;
  /** `AROA…` or `AIDA…`: one made anew under the name is another one. */
  readonly id: string;
  /** Characters of all inline policies together: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html */
  readonly inlineQuota: number;
  /** The id that the name has now; undefined where it is gone. */
  idNow(): Promise<string | undefined>;
  /** Null where there is no such policy, or no owner. */
  inline(policyName: string): Promise<string | null>;
  /** These three answer AWS's id of the request, where it was made. */
  putInline(policyName: string, text: string): Promise<string | undefined>;
  deleteInline(policyName: string): Promise<string | undefined>;
  attach(policyArn: string): Promise<string | undefined>;
  detach(policyArn: string): Promise<string | undefined>;
  /** The ARNs of what is attached under a path. */
  attached(pathPrefix: string): Promise<readonly string[]>;
};

export function roleOwner(
  { iam, iamWrites }: Aws,
  step: { readonly roleName: string; readonly roleArn: string; readonly roleId: string },
): Owner {
  const role = { RoleName: step.roleName };
  return {
    called: `the role ${step.roleName}`,
    arn: step.roleArn,
    id: step.roleId,
    inlineQuota: 10_240,
    idNow: async () => (await iam.send(new GetRoleCommand(role)).catch(absent))?.Role?.RoleId,
    inline: async (PolicyName) =>
      documentOf(await iam.send(new GetRolePolicyCommand({ ...role, PolicyName })).catch(absent)),
    putInline: async (PolicyName, PolicyDocument) =>
      requestId(await iamWrites.send(new PutRolePolicyCommand({ ...role, PolicyName, PolicyDocument }))),
    deleteInline: async (PolicyName) =>
      requestId(await iamWrites.send(new DeleteRolePolicyCommand({ ...role, PolicyName })).catch(absent)),
    attach: async (PolicyArn) => requestId(await iam.send(new AttachRolePolicyCommand({ ...role, PolicyArn }))),
    detach: async (PolicyArn) =>
      requestId(await iamWrites.send(new DetachRolePolicyCommand({ ...role, PolicyArn })).catch(absent)),
    attached: async (PathPrefix) =>
      arnsOf(await iam.send(new ListAttachedRolePoliciesCommand({ ...role, PathPrefix })).catch(absent)),
  };
}

export function userOwner(
  { iam, iamWrites }: Aws,
  step: { readonly userName: string; readonly userArn: string; readonly userId: string },
): Owner {
  const user = userName(iam, step);
  return {
    called: `the user ${step.userName}`,
    get arn() {
      return user.arn();
    },
    id: step.userId,
    inlineQuota: 2_048,
    idNow: user.idNow,
    inline: async (PolicyName) =>
      documentOf(
        await user.call((UserName) => iam.send(new GetUserPolicyCommand({ UserName, PolicyName }))).catch(absent),
      ),
    putInline: async (PolicyName, PolicyDocument) =>
      requestId(
        await user.call((UserName) =>
          iamWrites.send(new PutUserPolicyCommand({ UserName, PolicyName, PolicyDocument })),
        ),
      ),
    deleteInline: async (PolicyName) =>
      requestId(
        await user
          .call((UserName) => iamWrites.send(new DeleteUserPolicyCommand({ UserName, PolicyName })))
          .catch(absent),
      ),
    attach: async (PolicyArn) =>
      requestId(await user.call((UserName) => iam.send(new AttachUserPolicyCommand({ UserName, PolicyArn })))),
    detach: async (PolicyArn) =>
      requestId(
        await user
          .call((UserName) => iamWrites.send(new DetachUserPolicyCommand({ UserName, PolicyArn })))
          .catch(absent),
      ),
    attached: async (PathPrefix) =>
      arnsOf(
        await user
          .call((UserName) => iam.send(new ListAttachedUserPoliciesCommand({ UserName, PathPrefix })))
          .catch(absent),
      ),
  };
}

type Answer = { readonly $metadata: { readonly requestId?: string | undefined } };

function requestId(answer: Answer | undefined): string | undefined {
  return answer?.$metadata.requestId;
}

/** One page holds them all: a role or user takes ten, twenty at most. */
function arnsOf(
  answer:
    | { readonly AttachedPolicies?: readonly { readonly PolicyArn?: string | undefined }[] | undefined }
    | undefined,
): readonly string[] {
  return (answer?.AttachedPolicies ?? []).flatMap(({ PolicyArn }) => PolicyArn ?? []);
}
