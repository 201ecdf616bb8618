// What still hangs on a thing keeps it from being deleted.
import { AwsError } from "../aws-error.ts";

/** `first` is what to do before, in AWS's words: "delete access keys". */
export function refuseDelete(isUsed: boolean, first: string): void {
  if (isUsed) throw new AwsError("DeleteConflict", `Cannot delete entity, must ${first} first.`, 409);
}
