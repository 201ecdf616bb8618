// What passes between the responder and DynamoDB while somebody counts: how many requests, and how many items they read.
import type { HttpHandler } from "@smithy/core/protocols";

/** Counting reads each answer once more: whoever measures something else leaves it off. */
export type Requests = { isCounting: boolean; count: number; items: number };

/** `handler`, and a count of what passes through it. */
export function countRequests(handler: HttpHandler): { readonly handler: HttpHandler; readonly requests: Requests } {
  const requests: Requests = { isCounting: false, count: 0, items: 0 };
  return {
    requests,
    handler: {
      ...handler,
      async handle(request, options) {
        const answer = await handler.handle(request, options);
        if (!requests.isCounting) return answer;
        const target = request.headers["x-amz-target"] ?? request.headers["X-Amz-Target"] ?? "";
        if (target.startsWith("DynamoDB_")) {
          requests.count++;
          const body: Buffer = answer.response.body;
          if (target.endsWith(".Query")) requests.items += JSON.parse(body.toString("utf8")).ScannedCount ?? 0;
          if (target.endsWith(".GetItem")) requests.items++;
        }
        return answer;
      },
    },
  };
}
