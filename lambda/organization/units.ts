// The organizational units above an account, for rules that name units.
//
// https://docs.aws.amazon.com/organizations/latest/APIReference/API_ListParents.html
import { ListParentsCommand } from "@aws-sdk/client-organizations";
import type { Aws } from "../aws.ts";
import { organizationsOf } from "../organizations-client.ts";

/** What this asks of AWS in the administration's account. */
export const UNITS_PERMISSIONS = ["organizations:ListParents"] as const;

/** Five levels of units below the root, as Organizations allows: https://docs.aws.amazon.com/organizations/latest/userguide/orgs_reference_limits.html */
const DEEPEST = 6;

/** From the nearest to the root. `aws` is the administration's account. */
export async function unitsOf(aws: Aws, account: string): Promise<readonly string[]> {
  const units: string[] = [];
  let child = account;
  while (units.length < DEEPEST) {
    const { Parents } = await organizationsOf(aws).send(new ListParentsCommand({ ChildId: child }));
    const [parent] = Parents ?? [];
    if (parent?.Id === undefined) break;
    units.push(parent.Id);
    if (parent.Type === "ROOT") break;
    child = parent.Id;
  }
  return units;
}
