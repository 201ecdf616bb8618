// One PutRolePolicy with a cutoff of now, as published samples of automatic responses do: no lead for what propagates.
import type { Defender } from "./defender.ts";
import { revoking } from "./revoke.ts";

export const putRolePolicy: Defender = {
  about: "one PutRolePolicy with the cutoff now",
  prepare: async (place) => revoking(place, 0),
};
