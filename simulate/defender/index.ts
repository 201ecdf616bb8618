// All defenders, from nobody to everything.
import { consoleButton } from "./console-button.ts";
import type { Defender } from "./defender.ts";
import { nothing } from "./nothing.ts";
import { putRolePolicy } from "./put-role-policy.ts";
import { installed } from "./responder.ts";

export const DEFENDERS = {
  nothing,
  "console-button": consoleButton,
  "put-role-policy": putRolePolicy,
  "ours-without-trace": {
    about: "the responder, which does not follow what the leaked credential opened",
    prepare: (place) => installed(place, "without-trace"),
  },
  ours: { about: "the responder", prepare: (place) => installed(place, "plain") },
  "ours-with-scp": {
    about: "the responder, which may write service control policies",
    prepare: (place) => installed(place, "with-scp"),
  },
} satisfies Readonly<Record<string, Defender>>;

export type DefenderName = keyof typeof DEFENDERS;
