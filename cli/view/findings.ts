// What a check of the doctor has found: what is the same in many Regions is said once, with one command for all of them.

import type { Finding, Status } from "../doctor/check.ts";
import { CHECKS } from "../doctor/index.ts";
import type { Printer, Style } from "../output/printer.ts";
import { wrap } from "../output/wrap.ts";
import { command, heading } from "./section.ts";

const MARKS: Readonly<Record<Status, readonly [mark: string, style: Style]>> = {
  ok: ["✔", "green"],
  warning: ["!", "yellow"],
  problem: ["✖", "red"],
  unknown: ["?", "yellow"],
};

/** Of one check, in their order. */
export function showFindings(out: Printer, findings: readonly Finding[]): void {
  const [first] = findings;
  if (!first) return;
  const { title, about } = CHECKS.find(({ name }) => name === first.check) ?? { title: first.check, about: "" };
  heading(out, title);
  const isWell = findings.every(({ status }) => status === "ok");
  if (!isWell) out.line(out.paint("dim", wrap(about, out.columns, { first: "  ", indent: "  " })));
  for (const alike of Map.groupBy(findings, keyOf).values()) {
    for (const one of alike.length < MANY ? alike : [together(alike)]) showFinding(out, one);
  }
}

const MANY = 3;
const ANY = "$REGION";

function keyOf(finding: Finding): string {
  const { status, what, fix, where } = anywhere(finding);
  return JSON.stringify([status, what, fix, where?.account, where?.thing]);
}

function anywhere({ where, fix, ...finding }: Finding): Finding {
  const region = where?.region;
  if (region === undefined) return { ...finding, where, fix };
  const general = (text: string) => text.replaceAll(region, ANY);
  return {
    ...finding,
    what: general(finding.what),
    fix: fix === undefined ? undefined : general(fix),
    where: { ...where, thing: where?.thing === undefined ? undefined : general(where.thing) },
  };
}

function together(alike: readonly Finding[]): Finding {
  const [first] = alike.map(anywhere);
  const regions = alike.flatMap(({ where }) => where?.region ?? []);
  if (!first || regions.length < alike.length) return alike[0] as Finding; // Word for word the same: once is enough.
  const { fix } = first;
  return {
    ...first,
    what: first.what.replaceAll(ANY, `each of ${regions.join(", ")}`),
    fix: fix && COMMAND.test(fix) && fix.includes(ANY) ? `for REGION in ${regions.join(" ")}; do ${fix}; done` : fix,
    where: { account: first.where?.account },
  };
}

function showFinding(out: Printer, { status, what, fix, where }: Finding): void {
  const [mark, style] = MARKS[status];
  const place = [where?.account, where?.region].filter((one) => one !== undefined && !what.includes(one)).join(", ");
  const text = wrap(`${what}${place === "" ? "" : ` (${place})`}`, out.columns, { first: "    ", indent: "    " });
  out.line(`  ${out.paint(style, mark)} ${text.slice(4)}`);
  if (fix === undefined) return;
  if (COMMAND.test(fix)) command(out, fix);
  else out.line(wrap(fix, out.columns, { first: "    → ", indent: "      " }));
}

const COMMAND = /^(for|aws|npx|npm|sudo) /;
