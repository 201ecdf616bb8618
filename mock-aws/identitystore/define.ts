// What all operations of the identity store share: its id, who may call them, and the permissions they take.
import { z } from "zod";
import { AwsError } from "../aws-error.ts";
import { integer, text } from "../input.ts";
import { knownMembers } from "../known-members.ts";
import { type Call, type Operation, operation } from "../operation.ts";
import { lowerCamel } from "../record.ts";
import { administers } from "../sso-admin/administrators.ts";
import { type IdentityStore, identityStore } from "./store.ts";

type Definition<Shape extends z.ZodRawShape> = {
  readonly name: string;
  readonly readOnly: boolean;
  /** Beside IdentityStoreId, which every operation takes. */
  readonly input: Shape;
  /** The resources beside the store that the permission must cover. */
  resources(input: z.infer<z.ZodObject<Shape>>): readonly string[];
  run(input: z.infer<z.ZodObject<Shape>>, store: IdentityStore, call: Call): unknown;
};

/**
 * Only from the account of the instance or its delegated administrator, and in its Region; permissions as in
 * https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsidentitystore.html
 */
export function define<Shape extends z.ZodRawShape>(definition: Definition<Shape>): Operation {
  const { name, readOnly, input, resources, run } = definition;
  return operation({
    name,
    readOnly,
    input: knownMembers(name, { IdentityStoreId: text({ min: 1, max: 36 }), ...input }),
    authorize(wish, { world }) {
      const all = [identityStore(world).arn, ...resources(wish as z.infer<z.ZodObject<Shape>>)];
      return all.map((resource) => ({ action: `identitystore:${name}`, resource }));
    },
    run(wish, call) {
      const store = findStore(name, (wish as { readonly IdentityStoreId: string }).IdentityStoreId, call);
      return run(wish as z.infer<z.ZodObject<Shape>>, store, call);
    },
    trail: (wish) => ({ requestParameters: withoutPeople(wish as object) }),
  });
}

/** CloudTrail shows ids, and nothing else of people. */
function withoutPeople(wish: object): unknown {
  const shown = Object.entries(wish).map(([name, value]) =>
    value === undefined || /^(\w*Ids?|MaxResults|NextToken)$/.test(name)
      ? [name, value]
      : [name, "HIDDEN_DUE_TO_SECURITY_REASONS"],
  );
  return lowerCamel(Object.fromEntries(shown));
}

function findStore(name: string, id: string, { world, caller, region }: Call): IdentityStore {
  const store = identityStore(world);
  if (!administers(world, caller.account)) {
    const message = `User: ${caller.arn} is not authorized to perform: identitystore:${name} on resource: ${store.arn}`;
    throw new AwsError("AccessDeniedException", message, 400);
  }
  if (id !== store.id || region !== store.region) throw notFound("IDENTITY_STORE", id);
  return store;
}

/** "USER not found.", as AWS says it [recorded by moto's tests]. */
export function notFound(kind: string, id: string): AwsError {
  const details = { ResourceType: kind, ResourceId: id };
  return new AwsError("ResourceNotFoundException", `${kind} not found.`, 400, details);
}

export function duplicate(what: string): AwsError {
  return new AwsError("ConflictException", `Duplicate ${what}`, 400, { Reason: "UNIQUENESS_CONSTRAINT_VIOLATION" });
}

const ID = /([0-9a-f]{10}-|)[A-Fa-f0-9]{8}-[A-Fa-f0-9]{4}-[A-Fa-f0-9]{4}-[A-Fa-f0-9]{4}-[A-Fa-f0-9]{12}/;
export const resourceId = text({ min: 1, max: 47, pattern: ID });
export const memberId = z.strictObject({ UserId: resourceId });
export const attribute = text({ min: 1, max: 1024 });

export const paging = { MaxResults: integer(1, 100).default(100), NextToken: text({ min: 1, max: 65535 }).optional() };

export const userArn = (id: string) => `arn:aws:identitystore:::user/${id}`;
export const groupArn = (id: string) => `arn:aws:identitystore:::group/${id}`;
export const membershipArn = (id: string) => `arn:aws:identitystore:::membership/${id}`;
