// What a defender is: something that is set up beforehand, and told of alerts.
import type { Incident } from "../../lambda/incident.ts";
import type { Keys } from "../../local/clients.ts";
import type { DirectAws } from "../../local/direct-aws.ts";
import type { Instant } from "../../mock-aws/clock.ts";
import type { LeakAlert } from "../alert.ts";
import type { Tell } from "../story.ts";

export type Place = {
  readonly aws: DirectAws;
  /** The organization's member accounts, and the keys of each one's administrator. */
  readonly admins: ReadonlyMap<string, Keys>;
  readonly tell: Tell;
};

export type Defence = {
  alert(alert: LeakAlert): Promise<void>;
  /** When the first deny was written; undefined before. */
  firstDeny(): Promise<Instant | undefined>;
  /** What is claimed: incidents and how far each is proven. Nobody but the responder claims anything. */
  claims(): Promise<readonly Pick<Incident, "id" | "status" | "proof">[]>;
};

export type Defender = {
  readonly about: string;
  prepare(place: Place): Promise<Defence>;
};

/** Who reacts by a program of his own, at once, and claims nothing. */
export function reacting(place: Place, react: (alert: LeakAlert) => Promise<void>): Defence {
  let first: Instant | undefined;
  return {
    async alert(alert) {
      await react(alert);
      first ??= place.aws.aws.world().clock.now();
    },
    firstDeny: async () => first,
    claims: async () => [],
  };
}
