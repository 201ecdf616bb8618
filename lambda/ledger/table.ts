// How the ledger lies in its DynamoDB table: the deployed table is made from this, and so is every request.

export const LEDGER_KEYS = { partition: "pk", sort: "sk" } as const;

/** What reconcile asks for: what is open and due. Only open things bear these attributes, so the index stays small. */
export const DUE_INDEX = { name: "due", partition: "queue", sort: "dueAt" } as const;

/** What people ask for: incidents by the time they were opened. */
export const LIST_INDEX = { name: "list", partition: "list", sort: "openedAt" } as const;

/** The actions on the table and its indexes that the ledger takes. */
export const LEDGER_PERMISSIONS = [
  "dynamodb:GetItem",
  "dynamodb:PutItem",
  "dynamodb:UpdateItem",
  "dynamodb:Query",
] as const;

export const OPEN = "open";
export const INCIDENTS = "incidents";

export const claimKey = (principal: string) => ({ pk: { S: `principal#${principal}` }, sk: { S: "claim" } });
export const headKey = (incident: string) => ({ pk: { S: `incident#${incident}` }, sk: { S: "head" } });
export const entryKey = (incident: string, seq: number) => ({
  pk: { S: `incident#${incident}` },
  sk: { S: `entry#${String(seq).padStart(6, "0")}` },
});
