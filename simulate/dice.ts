// Chance with a seed: the same seed throws the same dice, on every machine and in every run.
import { seeded } from "../mock-aws/ids.ts";

export type Dice = {
  /** Equally likely in [low, high). */
  between(low: number, high: number): number;
  /** A whole number, both ends included. */
  whole(low: number, high: number): number;
  chance(probability: number): boolean;
  /** Throws where there is nothing to pick from. */
  pick<T>(from: readonly T[]): T;
  /** So many of them in random order, or all where there are fewer. */
  some<T>(from: readonly T[], count: number): readonly T[];
};

/** `purpose` keeps dice of one seed apart: how often one is thrown changes nothing for the others. */
export function createDice(seed: number, purpose: string): Dice {
  const random = seeded(mixed(seed, purpose));
  const between = (low: number, high: number) => low + random() * (high - low);
  const whole = (low: number, high: number) => Math.floor(between(low, high + 1));
  return {
    between,
    whole,
    chance: (probability) => random() < probability,
    pick(from) {
      const [found] = from.slice(whole(0, from.length - 1));
      if (found === undefined) throw new Error("There is nothing to pick from: the list is empty.");
      return found;
    },
    some(from, count) {
      const rest = [...from];
      const taken: (typeof rest)[number][] = [];
      while (rest.length > 0 && taken.length < count) taken.push(...rest.splice(whole(0, rest.length - 1), 1));
      return taken;
    },
  };
}

/** FNV-1a over the seed and the purpose. */
function mixed(seed: number, purpose: string): number {
  let hash = 0x811c9dc5;
  for (const sign of `${seed} ${purpose}`) hash = Math.imul(hash ^ sign.charCodeAt(0), 0x01000193) >>> 0;
  return hash;
}
