// sso:DescribePermissionSetProvisioningStatus, ListAccountAssignmentCreationStatus and their siblings — https://docs.aws.amazon.com/singlesignon/latest/APIReference/API_DescribePermissionSetProvisioningStatus.html
import { z } from "zod";
import { oneOf } from "../input.ts";
import { listPage } from "../page.ts";
import { define, paging, requestId } from "./define.ts";
import { findRequest } from "./find.ts";
import type { RequestKind } from "./instance.ts";
import { showRequest, showRequestHead } from "./show.ts";

type Status = {
  readonly kind: RequestKind;
  /** As in the names of operations, of what they take, and of what they answer for one and for many. */
  readonly operation: string;
  readonly id: string;
  readonly one: string;
  readonly many: string;
};

const STATUSES: readonly Status[] = [
  {
    kind: "provisioning",
    operation: "PermissionSetProvisioningStatus",
    id: "ProvisionPermissionSetRequestId",
    one: "PermissionSetProvisioningStatus",
    many: "PermissionSetsProvisioningStatus",
  },
  {
    kind: "creation",
    operation: "AccountAssignmentCreationStatus",
    id: "AccountAssignmentCreationRequestId",
    one: "AccountAssignmentCreationStatus",
    many: "AccountAssignmentsCreationStatus",
  },
  {
    kind: "deletion",
    operation: "AccountAssignmentDeletionStatus",
    id: "AccountAssignmentDeletionRequestId",
    one: "AccountAssignmentDeletionStatus",
    many: "AccountAssignmentsDeletionStatus",
  },
];

export const describeStatus = STATUSES.map(({ kind, operation, id, one }) =>
  define({
    name: `Describe${operation}`,
    readOnly: true,
    input: { [id]: requestId },
    run: (wish, instance) => ({ [one]: showRequest(findRequest(instance, kind, wish[id] as string)) }),
  }),
);

const Filter = z.strictObject({ Status: oneOf(["IN_PROGRESS", "FAILED", "SUCCEEDED"]).optional() }).optional();

export const listStatus = STATUSES.map(({ kind, operation, many }) =>
  define({
    name: `List${operation}`,
    readOnly: true,
    input: { Filter, ...paging },
    run({ Filter: filter, ...page }, { requests }) {
      const wanted = [...requests.values()].filter(
        (request) => request.kind === kind && (filter?.Status ?? request.status) === request.status,
      );
      return listPage(many, wanted, ({ id }) => id, showRequestHead, page);
    },
  }),
);
