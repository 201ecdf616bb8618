// Why our roles have wildcards in what they may touch: read by cdk-nag, and by whoever reviews what it would have said.
import { Validations } from "aws-cdk-lib";
import type { IConstruct } from "constructs";
import { POLICY_PATH } from "../lambda/step/our-policy.ts";

const IAM = "arn:<AWS::Partition>:iam::*";

const ANY_PRINCIPAL =
  "Whose credential leaks is known when it has leaked. The statement is denied for the responder's own roles and for what is configured as untouchable, and in each account it works on that account alone.";

const REASONS: Readonly<Record<string, string>> = {
  [`${IAM}:role/*`]: ANY_PRINCIPAL,
  [`${IAM}:user/*`]: ANY_PRINCIPAL,
  [`${IAM}:instance-profile/*`]: "Read only: an alert names an instance profile, and the role in it is looked for.",
  [`${IAM}:policy${POLICY_PATH}*`]:
    "Policies that the responder has made itself, below a path of its own: one for each contained principal.",
};

const ANYTHING =
  "Reads that AWS permits on no narrower resource, or of policies that anybody may have made; in the account that administers the organization, Organizations and Identity Center as a whole.";

const OUR_ROLE =
  "The responder's own role of this name, in every account that it serves: it trusts the responder alone.";

const LOG_FILES = "Read only: the log files of the organization's trail, which CloudTrail names.";

/** What is configured: ARNs of the roles that it may assume, and of the files that it may read. */
export type Configured = { readonly assumed: readonly string[]; readonly files: readonly string[] };

/** On a role, or on the boundary that caps it at the same. */
export function acknowledgeWildcards(construct: IConstruct, { assumed, files }: Configured): void {
  const because = (arns: readonly string[], reason: string) =>
    Object.fromEntries(arns.map((arn) => [arn.replace(/^arn:[^:]+:/, "arn:<AWS::Partition>:"), reason]));
  acknowledge(construct, { ...REASONS, ...because(assumed, OUR_ROLE), ...because(files, LOG_FILES), "*": ANYTHING });
}

function acknowledge(construct: IConstruct, reasons: Readonly<Record<string, string>>): void {
  for (const [resource, reason] of Object.entries(reasons)) {
    Validations.of(construct).acknowledge({ id: `AwsSolutions-IAM5[Resource::${resource}]`, reason });
  }
}
