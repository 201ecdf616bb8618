// Every command of `responder`, in the order in which `--help` lists them.
import type { CliCommand } from "../command.ts";
import { contain } from "./contain.ts";
import { plan } from "./plan.ts";

export const COMMANDS: readonly CliCommand[] = [plan, contain];
