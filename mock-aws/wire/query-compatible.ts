// JSON 1.0 of services that spoke the query protocol before: errors also have their old names, in a header beside.
// https://smithy.io/2.0/aws/protocols/aws-query-compatible-trait.html
import type { Protocol } from "../operation.ts";
import { jsonProtocol } from "./json.ts";

/** `oldNames`: those that are not the new ones. */
export function queryCompatibleProtocol(oldNames: Readonly<Record<string, string>>): Protocol {
  const json = jsonProtocol("1.0");
  return {
    ...json,
    dialect: { ...json.dialect, accessDenied: ["AccessDeniedException", "", 403] },
    fail(error, requestId) {
      const response = json.fail(error, requestId);
      const fault = error.status >= 500 ? "Receiver" : "Sender";
      const old = `${oldNames[error.code] ?? error.code};${fault}`;
      return { ...response, headers: { ...response.headers, "x-amzn-query-error": old } };
    },
  };
}
