// A cloud assembly that is read and then gone: the CDK leaves what it is given no folder for behind.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** Templates are read from the folder when they are asked for: `work` asks for all that it needs. */
export function inPassing<T>(work: (outdir: string) => T): T {
  const outdir = mkdtempSync(join(tmpdir(), "cdk.out"));
  try {
    return work(outdir);
  } finally {
    rmSync(outdir, { recursive: true, force: true });
  }
}
