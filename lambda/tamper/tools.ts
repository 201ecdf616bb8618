// Tools that write IAM policies from code: one that removes a foreign policy does so again, until it is told of it.
//
// Whoever calls AWS chooses the user agent: it is a hint for a person, and decides nothing. Only `invokedBy` is AWS's word.
import type { RecordedCall } from "../trace/graph.ts";
import { textAt } from "../trace/record-text.ts";

export type Tool = {
  readonly name: string;
  /** When it will undo the step again. */
  readonly again: string;
  /** What to write where. */
  readonly tell: string;
};

type KnownTool = Tool & { readonly agent: RegExp };

const TOOLS: readonly KnownTool[] = [
  {
    name: "Terraform",
    agent: /\bterraform\b|\bopentofu\b/i,
    again:
      "Each apply removes inline policies that the code does not name, where the role has inline_policy blocks or an aws_iam_role_policies_exclusive.",
    tell: 'Until the incident is lifted: add "AWSRevokeOlderSessions" to policy_names of aws_iam_role_policies_exclusive, or lifecycle { ignore_changes = [inline_policy] } to the role; or stop its runs.',
  },
  {
    name: "Pulumi",
    agent: /\bpulumi/i,
    again: "Each update removes inline policies that the program does not name, where the role has inlinePolicies.",
    tell: 'Until the incident is lifted: add ignoreChanges: ["inlinePolicies"] to the role\'s options; or stop its runs.',
  },
  {
    name: "CloudFormation",
    agent: /\bcloudformation\b/i,
    again:
      "An update of the stack that changes the role writes its Policies, PermissionsBoundary and trust policy anew.",
    tell: "Until the incident is lifted: hold back updates of the stack, or protect the role by a stack policy that denies Update:* on it.",
  },
  {
    name: "Crossplane",
    agent: /\bcrossplane\b|\bupbound\b/i,
    again: "Its controller compares the role with its resource every few minutes.",
    tell: 'Until the incident is lifted: annotate the managed resource with crossplane.io/paused: "true".',
  },
  {
    name: "Ansible",
    agent: /\bansible\b/i,
    again: "Each run with purge_policies or a state of absent removes what the playbook does not name.",
    tell: "Until the incident is lifted: stop its runs, or leave AWSRevokeOlderSessions out of what it purges.",
  },
];

/** Undefined where the call names no such tool. */
export function toolOf({ userAgent, record }: RecordedCall): Tool | undefined {
  const service = textAt(record, "userIdentity", "invokedBy");
  const found = TOOLS.find(({ agent }) => agent.test(service ?? "") || agent.test(userAgent ?? ""));
  if (!found) return undefined;
  const { name, again, tell } = found;
  return { name, again, tell };
}
