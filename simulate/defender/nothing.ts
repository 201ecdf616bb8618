// Nobody does anything: what an opponent achieves who is left alone.
import type { Defender } from "./defender.ts";

export const nothing: Defender = {
  about: "nobody does anything",
  prepare: async () => ({
    alert: async () => undefined,
    firstDeny: async () => undefined,
    claims: async () => [],
  }),
};
