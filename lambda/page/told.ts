// What a request has come to, kept for the page that is shown after it: an address names it and cannot say it.
import { createHmac } from "node:crypto";
import type { Told } from "./view/layout.ts";

export type ToldOnce = {
  /** The name to ask for it by. */
  keep(told: Told): string;
  /** Once: whoever loads the page again is not told again. */
  take(name: string | undefined): Told | undefined;
};

/** Nobody looks at so many results; an older one is forgotten. */
const MOST_KEPT = 100;

/** `token`: secret, so that no name can be guessed. */
export function toldOnce(token: string): ToldOnce {
  const kept = new Map<string, Told>();
  let count = 0;
  return {
    keep(told) {
      count += 1;
      const name = createHmac("sha256", token).update(`told ${count}`).digest("hex").slice(0, 24);
      kept.set(name, told);
      const [oldest] = kept.keys();
      if (kept.size > MOST_KEPT && oldest !== undefined) kept.delete(oldest);
      return name;
    },
    take(name = "") {
      const told = kept.get(name);
      kept.delete(name);
      return told;
    },
  };
}
