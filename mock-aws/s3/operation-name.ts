// The operation that a method, a path and a query mean; also for those that the local AWS has not, so that it can say so.
// https://docs.aws.amazon.com/AmazonS3/latest/API/API_Operations_Amazon_Simple_Storage_Service.html
import { rowOf } from "../row-of.ts";
import type { Address } from "./address.ts";

/** Members of the query that stand for a part of a bucket or an object. */
const SUBRESOURCES: Readonly<Record<string, string>> = {
  acl: "Acl",
  accelerate: "AccelerateConfiguration",
  analytics: "AnalyticsConfiguration",
  attributes: "Attributes",
  cors: "Cors",
  encryption: "Encryption",
  "intelligent-tiering": "IntelligentTieringConfiguration",
  inventory: "InventoryConfiguration",
  "legal-hold": "LegalHold",
  lifecycle: "LifecycleConfiguration",
  location: "Location",
  logging: "Logging",
  metrics: "MetricsConfiguration",
  notification: "NotificationConfiguration",
  "object-lock": "LockConfiguration",
  ownershipControls: "OwnershipControls",
  policy: "Policy",
  policyStatus: "PolicyStatus",
  replication: "Replication",
  requestPayment: "RequestPayment",
  restore: "Restore",
  retention: "Retention",
  select: "Select",
  tagging: "Tagging",
  torrent: "Torrent",
  versioning: "Versioning",
  website: "Website",
};

const VERBS: Readonly<Record<string, string>> = {
  GET: "Get",
  HEAD: "Head",
  PUT: "Put",
  DELETE: "Delete",
  POST: "Post",
};

type Asked = {
  readonly method: string;
  readonly address: Address;
  readonly query: Readonly<Record<string, string>>;
  readonly isCopy: boolean;
};

export function operationName({ method, address, query, isCopy }: Asked): string {
  const verb = VERBS[method] ?? method;
  if (address.bucket === undefined) return method === "GET" ? "ListBuckets" : `${verb}Service`;
  if ("publicAccessBlock" in query) return `${verb}PublicAccessBlock`;
  const part = Object.keys(query).find((name) => rowOf(SUBRESOURCES, name) !== undefined);
  if (part !== undefined) return `${verb}${address.key === undefined ? "Bucket" : "Object"}${SUBRESOURCES[part]}`;
  return address.key === undefined
    ? bucketOperation(method, verb, query)
    : objectOperation(method, verb, query, isCopy);
}

function bucketOperation(method: string, verb: string, query: Asked["query"]): string {
  if (method === "GET") {
    if ("versions" in query) return "ListObjectVersions";
    if ("uploads" in query) return "ListMultipartUploads";
    if ("session" in query) return "CreateSession";
    return query["list-type"] === "2" ? "ListObjectsV2" : "ListObjects";
  }
  if (method === "PUT") return "CreateBucket";
  if (method === "POST") return "delete" in query ? "DeleteObjects" : "PostObject";
  return `${verb}Bucket`;
}

function objectOperation(method: string, verb: string, query: Asked["query"], isCopy: boolean): string {
  if ("uploadId" in query) return uploadOperation(method, isCopy);
  if (method === "POST") return "uploads" in query ? "CreateMultipartUpload" : "PostObject";
  return method === "PUT" && isCopy ? "CopyObject" : `${verb}Object`;
}

function uploadOperation(method: string, isCopy: boolean): string {
  if (method === "PUT") return isCopy ? "UploadPartCopy" : "UploadPart";
  if (method === "POST") return "CompleteMultipartUpload";
  return method === "DELETE" ? "AbortMultipartUpload" : "ListParts";
}
