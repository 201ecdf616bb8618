// Calls to services that speak the query protocol, signed by hand: for those whose SDK client the project does not need.
import { XMLParser } from "fast-xml-parser";
import { ServiceError } from "./json-service.ts";
import type { Keys, TestAws } from "./local-aws.ts";
import { sendSigned } from "./signed-request.ts";

const parser = new XMLParser({ isArray: (name) => name === "member" || name === "entry", parseTagValue: false });

export type QueryCall = (action: string, input?: Readonly<Record<string, string>>) => Promise<unknown>;

/** Resolves with the result's content; rejects with an error whose name is AWS's code. */
export function queryService(aws: TestAws, keys: Keys, service: string, version: string): QueryCall {
  return async (action, input = {}) => {
    const headers = { "content-type": "application/x-www-form-urlencoded" };
    const body = new URLSearchParams({ Action: action, Version: version, ...input }).toString();
    const reply = await sendSigned({ endpoint: aws.endpoint, service, keys, headers, body });
    const answer = parser.parse(reply.body);
    if (reply.status < 300) return answer[`${action}Response`]?.[`${action}Result`];
    const { Code, Message } = answer.ErrorResponse.Error;
    throw Object.assign(new ServiceError(Message), { name: Code, status: reply.status });
  };
}
