// identitystore:CreateGroup — https://docs.aws.amazon.com/singlesignon/latest/IdentityStoreAPIReference/API_CreateGroup.html
import { uuid } from "../ids.ts";
import { attribute, define, duplicate } from "./define.ts";
import type { PersonGroup } from "./store.ts";

export const createGroup = define({
  name: "CreateGroup",
  readOnly: false,
  input: { DisplayName: attribute.optional(), Description: attribute.optional() },
  resources: () => [],
  run({ DisplayName, Description }, store, { world, now }) {
    const isTaken = ({ displayName }: PersonGroup) => displayName?.toLowerCase() === DisplayName?.toLowerCase();
    if (DisplayName !== undefined && [...store.groups.values()].some(isTaken)) throw duplicate("GroupDisplayName");
    const id = uuid(world.random);
    store.groups.set(id, {
      id,
      ...(DisplayName === undefined ? {} : { displayName: DisplayName }),
      ...(Description === undefined ? {} : { description: Description }),
      createdAt: now,
    });
    return { GroupId: id, IdentityStoreId: store.id };
  },
});
