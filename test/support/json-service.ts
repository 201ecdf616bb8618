// Calls to services that speak AWS JSON, signed by hand: for those whose SDK client the project does not need.
import type { Keys, TestAws } from "./local-aws.ts";
import { sendSigned } from "./signed-request.ts";

export type JsonCall = (operation: string, input?: object) => Promise<Record<string, never>>;

export class ServiceError extends Error {}

/** Resolves with the answer; rejects with an error whose name is AWS's code. */
export function jsonService(
  aws: TestAws,
  keys: Keys,
  service: string,
  prefix: string,
  version: "1.0" | "1.1",
): JsonCall {
  return async (operation, input = {}) => {
    const headers = { "content-type": `application/x-amz-json-${version}`, "x-amz-target": `${prefix}.${operation}` };
    const { endpoint } = aws;
    const reply = await sendSigned({ endpoint, service, keys, headers, body: JSON.stringify(input) });
    const answer = JSON.parse(reply.body);
    if (reply.status < 300) return answer;
    throw Object.assign(new ServiceError(answer.message), { name: answer.__type, status: reply.status });
  };
}
