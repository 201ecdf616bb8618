// Ways into the console: a password that was set, a sign-in token that was asked for.
import type { TracePrincipal } from "../graph.ts";
import { given } from "../identity.ts";
import { textAt } from "../record-text.ts";
import type { Opened, Opener } from "./opened.ts";

const SETS_PASSWORD: readonly string[] = ["CreateLoginProfile", "UpdateLoginProfile"];

export const openedBySignIn: Opener = ({ source, name, account, record }, by) => {
  if (source === "iam.amazonaws.com" && SETS_PASSWORD.includes(name)) {
    const user = textAt(record, "requestParameters", "userName") ?? (by.kind === "user" ? by.name : undefined);
    const principal: TracePrincipal = { kind: "user", account, ...given({ name: user }) };
    return user === undefined ? [] : [{ form: "console-user", principal, sure: "likely" }];
  }
  return source === "signin.amazonaws.com" && name === "GetSigninToken" ? signIn(record, by) : [];
};

/**
 * The console works under keys of its own. Published detections say that the event names the first one; that is not
 * documented, so the console's calls are looked for by the session's name as well.
 */
function signIn(record: unknown, by: TracePrincipal): readonly Opened[] {
  const accessKeyId = textAt(record, "responseElements", "credentials", "accessKeyId");
  return [
    { form: "console-session", principal: by, sure: "likely" },
    ...(accessKeyId === undefined ? [] : [{ form: "key", accessKeyId, principal: by, sure: "issued" } as const]),
  ];
}
