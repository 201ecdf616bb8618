// One inline policy of a user, group or role.
import { AwsError } from "../../aws-error.ts";
import type { PolicyDocument } from "../../policy/statement.ts";
import { current } from "../../propagation.ts";
import type { Group } from "../entities.ts";
import type { Owner } from "../owners.ts";

/** Throws NoSuchEntity in AWS's words. */
export function findInline(entity: Pick<Group, "permissions">, owner: Owner, name: string): PolicyDocument {
  const document = current(entity.permissions).inline.get(name);
  if (document) return document;
  throw new AwsError("NoSuchEntity", `The ${owner.word} policy with name ${name} cannot be found.`, 404);
}
