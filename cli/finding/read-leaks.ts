// The leaks that a finding names, wherever it lies. What reads findings is loaded for it: a name on the command line needs none of it.
import type { Context } from "../context.ts";
import type { CredentialOptions, Leak } from "../credential-options.ts";

/** `given`: as it was said on the command line. */
export async function readLeaks(
  context: Context,
  given: string,
  options: CredentialOptions = {},
): Promise<readonly Leak[]> {
  const [{ readFinding }, { leaksOfFinding }] = await Promise.all([
    import("./read-finding.ts"),
    import("./leaks-of-finding.ts"),
  ]);
  const at = new Date(context.surroundings.now()).toISOString();
  return leaksOfFinding(await readFinding(context, given), options, at);
}
