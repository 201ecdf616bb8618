// One look in each Region that is heard: a Region that does not answer keeps no other from being seen.
import { settleSome } from "../../lambda/settle-some.ts";
import { whyUnseen } from "./call-error.ts";
import type { Found } from "./check.ts";
import type { Examined, Heard } from "./examined.ts";

const AT_ONCE = 6;

type Look = (examined: Examined, region: string) => Promise<readonly Found[]>;

/** Rejects where none of them answers. */
export async function inEachRegion(examined: Examined, look: Look): Promise<readonly Found[]> {
  const heard = await examined.heard();
  const { regions } = heard;
  const results = await settleSome(AT_ONCE, regions, (region) => look(examined, region));
  const [first] = results;
  if (first?.status === "rejected" && results.every(({ status }) => status === "rejected")) throw first.reason;
  const found = results.flatMap((result, index): readonly Found[] => {
    if (result.status === "fulfilled") return result.value;
    const what = `Not seen in ${regions[index]}. ${whyUnseen(result.reason)}`;
    return [{ status: "unknown", what, where: { region: regions[index] } }];
  });
  return [...found, ...unknownRegions(heard)];
}

/** What is well in some Regions is not well in all. */
export function unknownRegions({ regions, unseen }: Heard): readonly Found[] {
  if (unseen === undefined) return [];
  const what = `Which Regions are heard is not known, and only ${regions.join(", ")} were looked at. ${whyUnseen(unseen)}`;
  return [{ status: "unknown", what }];
}
