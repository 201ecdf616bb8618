// Whether clocks agree with AWS's: this machine's, which signs, and the function's, which sets cutoffs.
import { type Skew, whoAndWhen } from "../../client/who-and-when.ts";
import type { Check, Found } from "./check.ts";
import type { Examined } from "./examined.ts";

/** "The request timestamp must be within five minutes": reference_sigv-troubleshooting.html. */
const SIGNATURES_MS = 5 * 60_000;

export const clockCheck: Check = {
  name: "clock",
  title: "Clocks",
  about:
    "A cutoff set by a clock that is behind lets the newest sessions go on; a signature by one that is wrong is refused.",
  permissions: ["lambda:InvokeFunction"],
  async run(examined) {
    const { skew: machine } = await whoAndWhen(examined.aws().sts, examined.machineTime);
    return [machineFinding(machine), await functionFinding(examined, machine)];
  },
};

function machineFinding({ ms, within }: Skew): Found {
  if (Math.abs(ms) - within <= 0) return { status: "ok", what: "This machine's clock agrees with AWS's." };
  const what = `This machine's clock is ${told(ms)} AWS's.`;
  const fix = "Have the machine keep its time by NTP: sudo timedatectl set-ntp true";
  if (Math.abs(ms) > SIGNATURES_MS) return { status: "problem", what: `${what} Signatures are refused.`, fix };
  return Math.abs(ms) > 30_000 ? { status: "warning", what, fix } : { status: "ok", what };
}

async function functionFinding({ insideAt, functionName }: Examined, machine: Skew): Promise<Found> {
  const { said, before, after } = await insideAt();
  const where = { thing: functionName };
  const ours = (before + after) / 2 - machine.ms;
  const ms = Date.parse(said.at) - ours;
  const over = Math.abs(ms) - (after - before) / 2 - machine.within;
  if (over <= 0) return { status: "ok", what: "The function's clock agrees with AWS's.", where };
  const what = `The function's clock is ${told(ms)} AWS's.`;
  const fix = "Ask AWS's support: Lambda keeps the clock. Until then raise cutoffLeadSeconds.";
  const isHarmful = over > said.settings.cutoffLeadSeconds * 1000;
  return { status: isHarmful ? "problem" : "warning", what, fix, where };
}

function told(ms: number): string {
  return `${Math.round(Math.abs(ms) / 1000)} s ${ms > 0 ? "ahead of" : "behind"}`;
}
