// securityhub:DisableSecurityHub — https://docs.aws.amazon.com/securityhub/1.0/APIReference/API_DisableSecurityHub.html
import { z } from "zod";
import { operation } from "../operation.ts";
import { enabledHub, onHub } from "./hubs.ts";

/** What it holds is kept for 90 days, in case it is enabled again. */
export const disableSecurityHub = operation({
  name: "DisableSecurityHub",
  http: { method: "DELETE", path: "/accounts" },
  readOnly: false,
  input: z.object({}),
  authorize: onHub("DisableSecurityHub"),
  run(_wish, call) {
    Object.assign(enabledHub(call), { subscribedAt: undefined, disabledAt: call.now });
    return {};
  },
});
