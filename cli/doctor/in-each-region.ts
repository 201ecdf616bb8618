// One look in each Region that is heard: a Region that does not answer keeps no other from being seen.
import { settleSome } from "../../lambda/settle-some.ts";
import { CallError } from "./call-error.ts";
import type { Found } from "./check.ts";
import type { Examined } from "./examined.ts";

const AT_ONCE = 6;

type Look = (examined: Examined, region: string) => Promise<readonly Found[]>;

/** Rejects where none of them answers. */
export async function inEachRegion(examined: Examined, look: Look): Promise<readonly Found[]> {
  const regions = await examined.heard();
  const results = await settleSome(AT_ONCE, regions, (region) => look(examined, region));
  const [first] = results;
  if (first?.status === "rejected" && results.every(({ status }) => status === "rejected")) throw first.reason;
  return results.flatMap((result, index) => {
    if (result.status === "fulfilled") return result.value;
    return [{ status: "unknown" as const, what: unseen(result.reason), where: { region: regions[index] } }];
  });
}

function unseen(reason: unknown): string {
  if (reason instanceof CallError && reason.isDenied) return `Not seen: it takes the permission ${reason.action}.`;
  return `Not seen: ${reason instanceof Error ? reason.message : reason}`;
}
