// Systems Manager: every operation that the local AWS has of it, documents of Automation and their executions.
import { withKnownMembers } from "../known-members.ts";
import type { Service } from "../operation.ts";
import { jsonProtocol } from "../wire/json.ts";
import { createDocument } from "./create-document.ts";
import { deleteDocument } from "./delete-document.ts";
import { describeAutomationExecutions } from "./describe-automation-executions.ts";
import { describeAutomationStepExecutions } from "./describe-automation-step-executions.ts";
import { describeDocument } from "./describe-document.ts";
import { getAutomationExecution } from "./get-automation-execution.ts";
import { getDocument } from "./get-document.ts";
import { listDocuments } from "./list-documents.ts";
import { sendAutomationSignal } from "./send-automation-signal.ts";
import { startAutomationExecution } from "./start-automation-execution.ts";
import { stopAutomationExecution } from "./stop-automation-execution.ts";
import { updateDocument } from "./update-document.ts";
import { updateDocumentDefaultVersion } from "./update-document-default-version.ts";

export const SSM: Service = {
  name: "ssm",
  eventSource: "ssm.amazonaws.com",
  api: "AmazonSSM",
  protocol: jsonProtocol("1.1"),
  operations: withKnownMembers([
    createDocument,
    deleteDocument,
    describeAutomationExecutions,
    describeAutomationStepExecutions,
    describeDocument,
    getAutomationExecution,
    getDocument,
    listDocuments,
    sendAutomationSignal,
    startAutomationExecution,
    stopAutomationExecution,
    updateDocument,
    updateDocumentDefaultVersion,
  ]),
};
