// SQS speaks AWS JSON 1.0 and still names errors as it did in its query protocol.
import { queryCompatibleProtocol } from "../wire/query-compatible.ts";

export const SQS_PROTOCOL = queryCompatibleProtocol({
  AccessDeniedException: "AccessDenied",
  QueueDoesNotExist: "AWS.SimpleQueueService.NonExistentQueue",
  QueueDeletedRecently: "AWS.SimpleQueueService.QueueDeletedRecently",
  PurgeQueueInProgress: "AWS.SimpleQueueService.PurgeQueueInProgress",
  UnsupportedOperation: "AWS.SimpleQueueService.UnsupportedOperation",
  QueueNameExists: "QueueAlreadyExists",
});
