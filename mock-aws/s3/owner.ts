// The canonical id by which S3 names an account.
import { createHash } from "node:crypto";

export function canonicalId(account: string): string {
  return createHash("sha256").update(`canonical user of ${account}`).digest("hex");
}
