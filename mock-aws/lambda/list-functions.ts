// lambda:ListFunctions — https://docs.aws.amazon.com/lambda/latest/api/API_ListFunctions.html
import { z } from "zod";
import { NotImplementedError } from "../aws-error.ts";
import { integer } from "../input.ts";
import { operation } from "../operation.ts";
import { pageOf } from "../page.ts";
import { functions } from "./functions.ts";
import { showFunction } from "./show.ts";

/** Lambda gives at most 50 a page, whatever MaxItems says. */
const LARGEST_PAGE = 50;

export const listFunctions = operation({
  name: "ListFunctions",
  trailName: "ListFunctions20150331",
  http: { method: "GET", path: "/2015-03-31/functions" },
  readOnly: true,
  input: z.object({
    FunctionVersion: z.string().optional(),
    MasterRegion: z.string().optional(),
    Marker: z.string().optional(),
    MaxItems: integer(1, 10000).optional(),
  }),
  authorize: () => [{ action: "lambda:ListFunctions", resource: "*" }],
  run({ FunctionVersion, MasterRegion, Marker, MaxItems = LARGEST_PAGE }, { world, caller, region }) {
    if (FunctionVersion !== undefined || MasterRegion !== undefined) {
      throw new NotImplementedError("lambda:ListFunctions with FunctionVersion or MasterRegion");
    }
    const own = [...functions(world, caller.account).values()].filter((one) => one.region === region);
    const page = pageOf(own, ({ name }) => name, Math.min(MaxItems, LARGEST_PAGE), Marker);
    return { Functions: page.items.map(showFunction), NextMarker: page.next };
  },
});
