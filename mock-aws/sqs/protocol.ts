// SQS speaks AWS JSON 1.0 and still names errors as it did in its query protocol, in a header beside.
// https://smithy.io/2.0/aws/protocols/aws-query-compatible-trait.html
import type { Protocol } from "../operation.ts";
import { jsonProtocol } from "../wire/json.ts";

const OLD_NAMES: Readonly<Record<string, string>> = {
  AccessDeniedException: "AccessDenied",
  QueueDoesNotExist: "AWS.SimpleQueueService.NonExistentQueue",
  QueueDeletedRecently: "AWS.SimpleQueueService.QueueDeletedRecently",
  PurgeQueueInProgress: "AWS.SimpleQueueService.PurgeQueueInProgress",
  UnsupportedOperation: "AWS.SimpleQueueService.UnsupportedOperation",
  QueueNameExists: "QueueAlreadyExists",
};

const JSON_1_0 = jsonProtocol("1.0");

export const SQS_PROTOCOL: Protocol = {
  ...JSON_1_0,
  dialect: { ...JSON_1_0.dialect, accessDenied: ["AccessDeniedException", "", 403] },
  fail(error, requestId) {
    const response = JSON_1_0.fail(error, requestId);
    const fault = error.status >= 500 ? "Receiver" : "Sender";
    const old = `${OLD_NAMES[error.code] ?? error.code};${fault}`;
    return { ...response, headers: { ...response.headers, "x-amzn-query-error": old } };
  },
};
