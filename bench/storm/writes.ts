// IAM's writes as they pass by: how many were throttled, and how many changed the policy of each role.
import type { HttpHandler } from "@smithy/core/protocols";

export type Writes = {
  /** Calls of PutRolePolicy that were throttled. */
  throttled: number;
  /** Those that left another policy than they found, by the role's name. */
  readonly effective: Map<string, number>;
};

/** `handler`, and what passes through it. */
export function watchWrites(handler: HttpHandler): { readonly handler: HttpHandler; readonly writes: Writes } {
  const writes: Writes = { throttled: 0, effective: new Map() };
  const standing = new Map<string, string>();
  function note(form: URLSearchParams, status: number | undefined) {
    const [role = "", text = ""] = [form.get("RoleName") ?? "", form.get("PolicyDocument") ?? ""];
    if (status !== 200) writes.throttled++;
    else if (standing.get(role) !== text) {
      standing.set(role, text);
      writes.effective.set(role, (writes.effective.get(role) ?? 0) + 1);
    }
  }
  return {
    writes,
    handler: {
      ...handler,
      async handle(request, options) {
        const answer = await handler.handle(request, options);
        const body: unknown = request.body;
        if (typeof body === "string" && body.startsWith("Action=PutRolePolicy&")) {
          note(new URLSearchParams(body), answer.response.statusCode);
        }
        return answer;
      },
    },
  };
}
