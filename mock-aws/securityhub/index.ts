// Security Hub: every operation that the local AWS has of it.
import { withKnownMembers } from "../known-members.ts";
import type { Service } from "../operation.ts";
import { REST_JSON_PROTOCOL } from "../wire/rest-json.ts";
import { batchImportFindings } from "./batch-import-findings.ts";
import { batchUpdateFindings } from "./batch-update-findings.ts";
import { createActionTarget } from "./create-action-target.ts";
import { deleteActionTarget } from "./delete-action-target.ts";
import { describeActionTargets } from "./describe-action-targets.ts";
import { describeHub } from "./describe-hub.ts";
import { disableSecurityHub } from "./disable-security-hub.ts";
import { enableSecurityHub } from "./enable-security-hub.ts";
import { getFindings } from "./get-findings.ts";

export const SECURITY_HUB: Service = {
  name: "securityhub",
  eventSource: "securityhub.amazonaws.com",
  protocol: {
    ...REST_JSON_PROTOCOL,
    dialect: { ...REST_JSON_PROTOCOL.dialect, invalidInput: ["InvalidInputException", 400] },
  },
  operations: withKnownMembers([
    batchImportFindings,
    batchUpdateFindings,
    createActionTarget,
    deleteActionTarget,
    describeActionTargets,
    describeHub,
    disableSecurityHub,
    enableSecurityHub,
    getFindings,
  ]),
};
