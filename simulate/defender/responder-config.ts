// How the responder is configured in the simulation: its defaults, but for what a run of an hour and an empty office need.
import { HOME_ACCOUNT } from "../../mock-aws/world.ts";

/** `without-trace`: as it would be with the leaked credential alone. `with-scp`: service control policies may be written. */
export type Kind = "without-trace" | "plain" | "with-scp";

export const EXTERNAL_ID = "leak-responder";

/** Longer than the trail is late here, and short enough that `proven` is reached and can turn out wrong before the end. */
export const SETTLE_SECONDS = 20 * 60;

/** As `responder.config.json` would hold it. */
export function responderConfig(kind: Kind, accounts: readonly string[]): object {
  return {
    members: { accounts, externalId: EXTERNAL_ID },
    defaultMode: { user: "contain" }, // By default a person is asked; here nobody sits who could answer.
    settleSeconds: SETTLE_SECONDS,
    waysIn: false, // It tells people something, and changes nothing of what is done.
    ...(kind === "without-trace" ? { trace: false, hold: "never" } : {}),
    ...(kind === "with-scp" ? { administration: { account: HOME_ACCOUNT, backstop: true }, denyAssume: true } : {}),
  };
}
