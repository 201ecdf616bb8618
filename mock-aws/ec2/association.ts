// Which profile hangs on which instance: made anew with each association.
import { AwsError } from "../aws-error.ts";
import type { InstanceProfile } from "../iam/entities.ts";
import { resourceId } from "../ids.ts";
import type { Call } from "../operation.ts";
import { ownInstances } from "./find.ts";
import type { Instance, ProfileAssociation } from "./instances.ts";

export function associationOf(profile: InstanceProfile, { world, now }: Call): ProfileAssociation {
  return { id: resourceId(world.random, "iip-assoc"), profile, since: now };
}

export type Associated = { readonly instance: Instance; readonly association: ProfileAssociation };

export function associations(call: Call): readonly Associated[] {
  return ownInstances(call).flatMap((instance) => {
    const { association, state } = instance;
    return association && state !== "terminated" ? [{ instance, association }] : [];
  });
}

export function findAssociation(id: string, call: Call): Associated {
  const found = associations(call).find(({ association }) => association.id === id);
  if (found) return found;
  throw new AwsError("InvalidAssociationID.NotFound", `An invalid association-id of '${id}' was given`, 400);
}
