// Each check alone: what one of them cannot see keeps no other from looking.
import { ResponderError } from "../../client/deployed-responder.ts";
import { CallError } from "./call-error.ts";
import type { Check, Finding } from "./check.ts";
import type { Examined } from "./examined.ts";

const AT_ONCE = 4;

/** The findings in the order of the checks, each as soon as those before it are there. Never rejects. */
export async function* runEach(examined: Examined, checks: readonly Check[]): AsyncGenerator<Finding> {
  const running: Promise<readonly Finding[]>[] = [];
  for (const index of checks.keys()) {
    for (const check of checks.slice(running.length, index + AT_ONCE)) running.push(runOne(examined, check));
    yield* (await running[index]) ?? [];
  }
}

async function runOne(examined: Examined, { name: check, title, run }: Check): Promise<readonly Finding[]> {
  try {
    const found = await run(examined);
    return found.map((finding) => ({ check, ...finding }));
  } catch (error) {
    return [{ check, status: "unknown", what: `${title}: not seen. ${reasonOf(error)}`, fix: wayOutOf(error) }];
  }
}

function reasonOf(error: unknown): string {
  if (error instanceof CallError && error.isDenied) return `It takes the permission ${error.action}.`;
  return error instanceof Error ? error.message : String(error);
}

function wayOutOf(error: unknown): string | undefined {
  if (error instanceof CallError && error.isDenied) return `Let the caller do ${error.action}, and look again.`;
  if (error instanceof ResponderError && error.name === "BadInputError") {
    return "The deployed function is older than this program: npx cdk deploy 'CredentialLeakResponder*'";
  }
  return undefined;
}
