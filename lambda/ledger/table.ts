// How the ledger lies in its DynamoDB table: the deployed table is made from this, and so is every request.

import type { Time } from "../model.ts";

export const LEDGER_KEYS = { partition: "pk", sort: "sk" } as const;

/** What reconcile asks for: what is open and due. Only open things bear these attributes, so the index stays small. */
export const DUE_INDEX = { name: "due", partition: "queue", sort: "dueAt" } as const;

/** What people ask for: incidents by the time they were opened. */
export const LIST_INDEX = { name: "list", partition: "list", sort: "openedAt" } as const;

/** What people look at first: open incidents, the most urgent first. The heads of those that have ended are not in it. */
export const OPEN_INDEX = { name: "open", partition: "open", sort: "urgency" } as const;

export const INDEXES = [DUE_INDEX, LIST_INDEX, OPEN_INDEX] as const;

/** Seconds since 1970 after which DynamoDB may remove the item: never one of the record. */
export const EXPIRES = "expires";

/** The actions on the table and its indexes that the ledger takes. */
export const LEDGER_PERMISSIONS = [
  "dynamodb:GetItem",
  "dynamodb:PutItem",
  "dynamodb:UpdateItem",
  "dynamodb:Query",
] as const;

/** What looking at incidents takes. */
export const LEDGER_READ_PERMISSIONS = ["dynamodb:Query"] as const;

export const OPEN = "open";
export const INCIDENTS = "incidents";

export const claimKey = (principal: string) => ({ pk: { S: `principal#${principal}` }, sk: { S: "claim" } });
/** `2026-03-01T09:15:00.000Z` → the count of the hour that begins at nine. */
export const hourKey = (at: Time) => ({ pk: { S: "begun" }, sk: { S: at.slice(0, 13) } });
export const headKey = (incident: string) => ({ pk: { S: `incident#${incident}` }, sk: { S: "head" } });
/** How far the trace has come: no part of the record, and written over by each walk. */
export const traceKey = (incident: string) => ({ pk: { S: `incident#${incident}` }, sk: { S: "trace" } });
/** What pages show of a long incident: no part of the record either. It lies behind the trace, so that one question reads both. */
export const briefKey = (incident: string) => ({ pk: { S: `incident#${incident}` }, sk: { S: "trace#brief" } });
/** `thing`: a key, a unique id or a name that an open incident looks out for on the trail. */
export const watchedKey = (thing: string, incident: string) => ({ pk: { S: `watched#${thing}` }, sk: { S: incident } });
/** A call on the trail that EventBridge has brought, by its time. */
export const heardKey = (incident: string, at: Time, event: string) => ({
  pk: { S: `incident#${incident}` },
  sk: { S: `heard#${at}#${event}` },
});
/** The same of a call whose key nobody looked out for, by that key. */
export const strayKey = (accessKeyId: string, at: Time, event: string) => ({
  pk: { S: `stray#${accessKeyId}` },
  sk: { S: `${at}#${event}` },
});
/** What a drill writes and reads. */
export const drillKey = (id: string) => ({ pk: { S: `drill#${id}` }, sk: { S: "drill" } });
/** When a drill arrived last, by its Region. */
export const LAST_DRILLS = "drill#last";
export const lastDrillKey = (region: string) => ({ pk: { S: LAST_DRILLS }, sk: { S: region } });
/** Calls of the intruder that are kept, and how many of each name found no room: one prefix finds both. */
export const CALLS = "call#";
export const LEFT_OUT = `${CALLS}left-out#`;
export const callKey = (incident: string, slot: string) => ({
  pk: { S: `incident#${incident}` },
  sk: { S: `${CALLS}${slot}` },
});
export const leftOutKey = (incident: string, call: string) => ({
  pk: { S: `incident#${incident}` },
  sk: { S: `${LEFT_OUT}${call}` },
});
export const entryKey = (incident: string, seq: number) => ({
  pk: { S: `incident#${incident}` },
  sk: { S: `entry#${String(seq).padStart(6, "0")}` },
});
