// What a run of the tests leaves in the folder for temporary files goes with its end: theirs, the CDK's, the browser's.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** Once, before the workers start: they have the environment of this process. */
export function setup(): () => void {
  const before = tmpdir();
  const folder = mkdtempSync(join(before, "responder-tests-"));
  process.env["TMPDIR"] = folder;
  return () => {
    process.env["TMPDIR"] = before;
    rmSync(folder, { recursive: true, force: true });
  };
}
