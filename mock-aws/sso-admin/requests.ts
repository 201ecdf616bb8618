// What Identity Center does in the background: asked for now, done a moment later, its outcome to be asked for.
import { uuid } from "../ids.ts";
import type { World } from "../world.ts";
import type { Instance, Request } from "./instance.ts";
import { failureReason } from "./provision.ts";

/** AWS takes some seconds; on the virtual clock it is always as many. */
const WORK_MS = 2_000;

/** Runs the work when its time has come; what it throws is the reason why it failed. */
export function begin(
  world: World,
  { requests }: Instance,
  facts: Pick<Request, "kind" | "permissionSetArn" | "account" | "principal">,
  work: () => void,
): Request {
  const now = world.clock.now();
  const request: Request = { ...facts, id: uuid(world.random), createdAt: now, status: "IN_PROGRESS" };
  requests.set(request.id, request);
  world.clock.at(now + WORK_MS, () => {
    try {
      work();
      request.status = "SUCCEEDED";
    } catch (error) {
      request.failureReason = failureReason(error);
      request.status = "FAILED";
    }
  });
  return request;
}
