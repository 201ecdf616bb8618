// What all operations of Organizations share: who may call them, and the permission `organizations:<name>`.
import { z } from "zod";
import { AwsError } from "../aws-error.ts";
import { text } from "../input.ts";
import { knownMembers } from "../known-members.ts";
import { type Call, type Operation, operation } from "../operation.ts";
import { pageOf } from "../page.ts";
import { type Organization, organization, POLICY_TYPES } from "./organization.ts";

type Definition<Shape extends z.ZodRawShape> = {
  readonly name: string;
  readonly readOnly: boolean;
  readonly input: Shape;
  /** DescribeOrganization and ListRoots' kind answer members too. */
  readonly membersToo?: boolean;
  run(input: z.infer<z.ZodObject<Shape>>, org: Organization, call: Call): unknown;
};

/**
 * Called from the management account; what only reads, from a delegated administrator's too.
 * https://docs.aws.amazon.com/organizations/latest/APIReference/Welcome.html
 */
export function define<Shape extends z.ZodRawShape>({
  name,
  readOnly,
  input,
  membersToo,
  run,
}: Definition<Shape>): Operation {
  return operation({
    name,
    readOnly,
    input: knownMembers(name, input),
    authorize: () => [{ action: `organizations:${name}`, resource: "*" }],
    run(wish, call) {
      const org = organization(call.world);
      refuseStrangers(org, call, readOnly, membersToo ?? false);
      return run(wish as z.infer<z.ZodObject<Shape>>, org, call);
    },
  });
}

function refuseStrangers(
  org: Organization,
  { caller: { account } }: Call,
  readOnly: boolean,
  membersToo: boolean,
): void {
  if (!org.members.has(account)) {
    throw new AwsError("AWSOrganizationsNotInUseException", "Your account is not a member of an organization.", 400);
  }
  if (account === org.managementAccount || membersToo) return;
  if (readOnly && org.delegations.has(account)) return;
  throw new AwsError("AccessDeniedException", "You don't have permissions to access this resource.", 400);
}

export const paging = { NextToken: text({ max: 100_000 }).optional(), MaxResults: z.int().min(1).max(20).default(20) };
export const policyType = z.enum(POLICY_TYPES, "satisfy enum value set");

/** One page of `items`, under the name that the answer gives them. */
export function listPage<T>(
  name: string,
  items: readonly T[],
  idOf: (item: T) => string,
  show: (item: T) => unknown,
  { NextToken, MaxResults }: { readonly NextToken?: string | undefined; readonly MaxResults: number },
) {
  const { items: shown, next } = pageOf(items, idOf, MaxResults, NextToken);
  return { [name]: shown.map(show), ...(next === undefined ? {} : { NextToken: next }) };
}
