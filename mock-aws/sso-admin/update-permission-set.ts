// sso:UpdatePermissionSet — https://docs.aws.amazon.com/singlesignon/latest/APIReference/API_UpdatePermissionSet.html
import { changing } from "./change.ts";
import { FACTS } from "./create-permission-set.ts";
import { sessionDuration } from "./session-duration.ts";

export const updatePermissionSet = changing({
  name: "UpdatePermissionSet",
  input: { SessionDuration: sessionDuration.optional(), ...FACTS },
  apply(set, { SessionDuration, Description, RelayState }) {
    if (SessionDuration !== undefined) set.sessionDuration = SessionDuration;
    if (Description !== undefined) set.description = Description;
    if (RelayState !== undefined) set.relayState = RelayState;
  },
});
