// The console's button "Revoke active sessions", pressed in the second of the alert, by somebody who does nothing else.
//
// The button lies 30 seconds ahead: https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_revoke-sessions.html
// Users have no such button; the same deny on the user, and the key switched off, is what AWS advises for them:
// https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_temp_control-access_disable-perms.html
import type { Defender } from "./defender.ts";
import { revoking } from "./revoke.ts";

const AHEAD_SECONDS = 30;

export const consoleButton: Defender = {
  about: "the console's button, pressed at once",
  prepare: async (place) => revoking(place, AHEAD_SECONDS),
};
