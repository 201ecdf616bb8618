// DynamoDB: every operation that the local AWS has of it.
import type { Service } from "../operation.ts";
import { jsonProtocol } from "../wire/json.ts";
import { OPERATIONS } from "./operations.ts";

export const DYNAMODB: Service = {
  name: "dynamodb",
  eventSource: "dynamodb.amazonaws.com",
  api: "DynamoDB_20120810",
  protocol: jsonProtocol("1.0"),
  trailCode: (code) => code.slice(code.indexOf("#") + 1),
  operations: OPERATIONS,
};
