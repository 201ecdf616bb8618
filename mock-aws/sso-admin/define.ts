// What all operations of IAM Identity Center share: the instance, who may call them, and the permissions they take.
import type { z } from "zod";
import { AwsError } from "../aws-error.ts";
import { integer, text } from "../input.ts";
import { knownMembers } from "../known-members.ts";
import { type Call, type Operation, operation } from "../operation.ts";
import { PARTITION } from "../world.ts";
import { standingOf } from "./administrators.ts";
import { type Instance, instance } from "./instance.ts";

type Definition<Shape extends z.ZodRawShape> = {
  readonly name: string;
  readonly readOnly: boolean;
  /** Beside InstanceArn, which every operation takes. */
  readonly input: Shape;
  /** Member accounts of the organization may call it too. */
  readonly membersToo?: boolean;
  run(input: z.infer<z.ZodObject<Shape>>, instance: Instance, call: Call): unknown;
};

type Named = {
  readonly InstanceArn: string;
  readonly PermissionSetArn?: string | undefined;
  readonly AccountId?: string | undefined;
  readonly TargetId?: string | undefined;
};

/**
 * The permission must cover the instance, and the permission set and the account where the call names one:
 * https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsiamidentitycenter.html
 */
export function define<Shape extends z.ZodRawShape>(definition: Definition<Shape>): Operation {
  const { name, readOnly, input, membersToo, run } = definition;
  return operation({
    name,
    readOnly,
    input: knownMembers(name, { InstanceArn: instanceArn, ...input }),
    authorize: (wish) => resourcesOf(wish as Named).map((resource) => ({ action: `sso:${name}`, resource })),
    run(wish, call) {
      const found = instance(call.world);
      refuseStrangers(name, wish as Named, call, membersToo ?? false);
      refuseOtherInstance(found, wish as Named, call);
      return run(wish as z.infer<z.ZodObject<Shape>>, found, call);
    },
  });
}

function resourcesOf({ InstanceArn, PermissionSetArn, AccountId, TargetId }: Named): readonly string[] {
  const account = AccountId ?? TargetId;
  return [
    InstanceArn,
    ...(PermissionSetArn === undefined ? [] : [PermissionSetArn]),
    ...(account === undefined ? [] : [`arn:${PARTITION}:sso:::account/${account}`]),
  ];
}

/**
 * A delegated administrator leaves the management account alone, and the permission sets that are in it:
 * https://docs.aws.amazon.com/singlesignon/latest/userguide/delegated-admin.html
 */
function refuseStrangers(name: string, wish: Named, call: Call, membersToo: boolean): void {
  const { world, caller } = call;
  const standing = standingOf(world, caller.account);
  if (standing === "management" || (standing === "member" && membersToo)) return;
  const { account: home, permissionSets } = instance(world);
  const isAtHome = permissionSets.get(wish.PermissionSetArn ?? "")?.provisioned.has(home) === true;
  const concernsHome = wish.TargetId === home || isAtHome;
  if (standing === "delegated" && !(CHANGES.test(name) && concernsHome)) return;
  const resource = wish.PermissionSetArn ?? wish.InstanceArn;
  const message = `User: ${caller.arn} is not authorized to perform: sso:${name} on resource: ${resource}`;
  throw new AwsError("AccessDeniedException", message, 400);
}

const CHANGES = /^(?!Describe|Get|List)/;

function refuseOtherInstance({ arn, region }: Instance, { InstanceArn }: Named, call: Call): void {
  if (InstanceArn === arn && call.region === region) return;
  throw new AwsError("ResourceNotFoundException", `Could not find Instance with arn ${InstanceArn}`, 400);
}

export const instanceArn = text({
  min: 10,
  max: 1224,
  pattern: /arn:aws(-[a-z]{1,5}){0,3}:sso:::instance\/(sso)?ins-[a-zA-Z0-9\-.]{16}/,
});
export const permissionSetArn = text({
  min: 10,
  max: 1224,
  pattern: /arn:aws(-[a-z]{1,5}){0,3}:sso:::permissionSet\/(sso)?ins-[a-zA-Z0-9\-.]{16}\/ps-[a-zA-Z0-9\-./]{16}/,
});
export const accountId = text({ pattern: /\d{12}/ });
export const requestId = text({ pattern: /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/ });
export const paging = { MaxResults: integer(1, 100).default(100), NextToken: text({ max: 2048 }).optional() };
