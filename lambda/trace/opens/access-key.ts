// A new long-term key: it outlives every session, and the user it belongs to may be somebody the alert never named.
import type { TracePrincipal } from "../graph.ts";
import { textAt } from "../record-text.ts";
import type { Opener } from "./opened.ts";

export const openedByNewKey: Opener = ({ source, name, account, record }, by) => {
  if (source !== "iam.amazonaws.com" || name !== "CreateAccessKey") return [];
  const accessKeyId = textAt(record, "responseElements", "accessKey", "accessKeyId");
  if (accessKeyId === undefined) return [];
  // Root may make one of its own: then there is no name.
  const user = textAt(record, "responseElements", "accessKey", "userName");
  const principal: TracePrincipal | undefined =
    user !== undefined
      ? { kind: "user", account, name: user }
      : by.kind === "root"
        ? { kind: "root", account }
        : undefined;
  return principal ? [{ form: "key", accessKeyId, principal, sure: "issued" }] : [];
};
