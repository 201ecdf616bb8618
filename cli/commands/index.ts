// Every command of `responder`, in the order in which `--help` lists them.
import type { CliCommand } from "../command.ts";
import { approve } from "./approve.ts";
import { completion } from "./completion.ts";
import { contain } from "./contain.ts";
import { doctor } from "./doctor.ts";
import { drill } from "./drill.ts";
import { incidents } from "./incidents.ts";
import { lift } from "./lift.ts";
import { page } from "./page.ts";
import { plan } from "./plan.ts";
import { redrive } from "./redrive.ts";
import { reject } from "./reject.ts";
import { report } from "./report.ts";
import { show } from "./show.ts";
import { trace } from "./trace.ts";
import { verify } from "./verify.ts";
import { verifyLedger } from "./verify-ledger.ts";

export const COMMANDS: readonly CliCommand[] = [
  plan,
  contain,
  incidents,
  show,
  trace,
  verify,
  approve,
  reject,
  lift,
  report,
  verifyLedger,
  page,
  doctor,
  redrive,
  drill,
  completion,
];
