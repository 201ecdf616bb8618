// sts:GetSessionToken — https://docs.aws.amazon.com/STS/latest/APIReference/API_GetSessionToken.html
import { z } from "zod";
import { operation } from "../operation.ts";
import { issue, showCredentials, trailCredentials } from "./issue.ts";
import { longTermCaller, tokenDuration, tokenSeconds } from "./long-term-only.ts";
import { MFA, provesMfa } from "./mfa.ts";

/** Takes no permission, and no policy can keep a user from it: it only authenticates. */
export const getSessionToken = operation({
  name: "GetSessionToken",
  readOnly: true, // As the trail records it.
  input: z.object({ DurationSeconds: tokenDuration, ...MFA }),
  authorize(_wish, call) {
    longTermCaller(call, "GetSessionToken");
    return "none";
  },
  run(wish, call) {
    const key = longTermCaller(call, "GetSessionToken");
    const token = issue(call.world, {
      account: key.account,
      seconds: tokenSeconds(key, wish.DurationSeconds),
      mfa: provesMfa(wish, call),
      session: { type: "session-token", ...(key.user ? { user: key.user } : {}) },
    });
    return { Credentials: showCredentials(token) };
  },
  trail: ({ DurationSeconds, SerialNumber }, output) => ({
    requestParameters: { durationSeconds: DurationSeconds, serialNumber: SerialNumber },
    responseElements: output && { credentials: trailCredentials(output.Credentials) },
  }),
});
