// What `responder doctor` does: it runs the checks and shows each as soon as it is through.
import type { Context } from "../context.ts";
import type { Finding, Status } from "../doctor/check.ts";
import { examine } from "../doctor/examined.ts";
import { CHECKS, runChecks } from "../doctor/index.ts";
import { EXIT, type ExitCode } from "../exit-codes.ts";
import { usageError } from "../explain-error.ts";
import type { Printer } from "../output/printer.ts";
import { safely } from "../output/safe-text.ts";
import { showFindings } from "../view/findings.ts";

export type DoctorOptions = { readonly all?: true; readonly member?: true };

export async function examineAll(context: Context, { all, member }: DoctorOptions): Promise<ExitCode> {
  const { options, isJson, out, json } = context;
  if (options.direct) throw usageError("The doctor looks at what is deployed.", "Leave --direct out.");
  const { responder, connection, now } = await context.reach();
  const examined = examine({
    connection,
    responder,
    now,
    machineTime: Date.now,
    ...(options.functionName === undefined ? {} : { functionName: options.functionName }),
    ...(member ? { isMember: true } : {}),
  });
  const findings: Finding[] = [];
  /** As soon as the check is through. */
  const show = (check: string) => {
    const told = findings.filter((finding) => finding.check === check && (all || finding.status !== "ok"));
    showFindings(out, safely(told));
  };
  for await (const finding of runChecks(examined)) {
    const before = findings.at(-1)?.check;
    if (!isJson && before !== undefined && before !== finding.check) show(before);
    findings.push(finding);
  }
  const last = findings.at(-1)?.check;
  if (!isJson && last !== undefined) show(last);
  const exitCode = findings.some(({ status }) => status === "problem") ? EXIT.failed : EXIT.done;
  if (isJson) json({ findings, exitCode });
  else summarize(out, findings);
  return exitCode;
}

function summarize(out: Printer, findings: readonly Finding[]): void {
  const count = (status: Status) => findings.filter((finding) => finding.status === status).length;
  const [problems, warnings, unknown] = [count("problem"), count("warning"), count("unknown")];
  out.line();
  out.line(
    out.paint(
      "bold",
      `${CHECKS.length} checks: ${problems} to mend, ${warnings} to know of, ${unknown} not seen, ${count("ok")} well.`,
    ),
  );
}
