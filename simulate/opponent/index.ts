// All opponents; a mixture is two of them with one intruder's hands.
import { chainForward } from "./chain-forward.ts";
import { federator } from "./federator.ts";
import { juggler } from "./juggler.ts";
import { keyMaker } from "./key-maker.ts";
import type { Opponent } from "./opponent.ts";
import { reStealer } from "./re-stealer.ts";
import { sleeper } from "./sleeper.ts";
import { smashAndGrab } from "./smash-and-grab.ts";
import { stripper } from "./stripper.ts";

export const OPPONENTS = {
  sleeper,
  "smash-and-grab": smashAndGrab,
  "chain-forward": chainForward,
  juggler,
  stripper,
  federator,
  "key-maker": keyMaker,
  "re-stealer": reStealer,
} satisfies Readonly<Record<string, Opponent>>;

export type OpponentName = keyof typeof OPPONENTS;
