// What all operations of Organizations share: who may call them, and the permission `organizations:<name>`.
import { z } from "zod";
import { AwsError } from "../aws-error.ts";
import { requestTagContext, type TagWish } from "../iam/tags.ts";
import { text } from "../input.ts";
import { knownMembers } from "../known-members.ts";
import { type Access, type Call, type Operation, operation, type TrailDetail } from "../operation.ts";
import { listPage as anyListPage } from "../page.ts";
import { arnOf } from "./arn.ts";
import { invalidInput } from "./input.ts";
import { type Organization, organization } from "./organization.ts";
import { tagContext } from "./tags.ts";

type Definition<Shape extends z.ZodRawShape> = {
  readonly name: string;
  readonly readOnly: boolean;
  readonly input: Shape;
  /** Every account of the organization may call it. */
  readonly membersToo?: boolean;
  /** So may any other account: the operation itself says what it may know. */
  readonly strangersToo?: boolean;
  /** The ids of what it is about, which the permission must cover; left out where the action knows no resource. */
  about?(input: z.infer<z.ZodObject<Shape>>, org: Organization): readonly string[] | undefined;
  /** Condition keys of Organizations' own. */
  context?(input: z.infer<z.ZodObject<Shape>>, org: Organization): Access["context"];
  run(input: z.infer<z.ZodObject<Shape>>, org: Organization, call: Call): unknown;
  trail?(input: z.infer<z.ZodObject<Shape>>, output: unknown): TrailDetail;
};

/**
 * Called from the management account; what only reads, from a delegated administrator's too. Permissions are those of
 * https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsorganizations.html
 */
export function define<Shape extends z.ZodRawShape>(definition: Definition<Shape>): Operation {
  type Input = z.infer<z.ZodObject<Shape>>;
  const { name, readOnly, input, membersToo, strangersToo, about, context, run, trail } = definition;
  return operation({
    name,
    readOnly,
    input: knownMembers(name, input),
    authorize(wish, { world }) {
      const org = organization(world);
      const own = context?.(wish as Input, org);
      const ids = about?.(wish as Input, org);
      return [...accesses(name, org, ids, own), ...accessToTag(wish as { readonly Tags?: TagWish })];
    },
    run(wish, call) {
      const org = organization(call.world);
      if (!strangersToo) refuseStrangers(org, call, readOnly, membersToo ?? false);
      return run(wish as Input, org, call);
    },
    ...(trail ? { trail: (wish: unknown, output: unknown) => trail(wish as Input, output) } : {}),
  });
}

function accesses(
  name: string,
  org: Organization,
  ids: readonly string[] | undefined,
  context: Access["context"] = {},
): Access[] {
  const action = `organizations:${name}`;
  if (!ids) return [{ action, resource: "*", context }];
  return ids.map((id) => ({ action, resource: arnOf(org, id), context: { ...tagContext(org, id), ...context } }));
}

/** Whoever makes a thing with tags must be allowed to tag. */
function accessToTag({ Tags }: { readonly Tags?: TagWish }): Access[] {
  if (!Tags?.length) return [];
  return [{ action: "organizations:TagResource", resource: "*", context: requestTagContext(Tags) }];
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

/** One page, a bad token refused in Organizations' own words. */
export function listPage<T>(...[name, items, idOf, show, wish]: Parameters<typeof anyListPage<T>>) {
  try {
    return anyListPage(name, items, idOf, show, wish);
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    const source = "You must get the value from the response to a previous call to the API.";
    throw invalidInput(`You specified an invalid value for nextToken. ${source}`, "INVALID_NEXT_TOKEN");
  }
}
