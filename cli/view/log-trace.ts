// What log files or Athena tell of a leaked credential, for a person: who opened what, what was done and left, what is not known.
import type { TraceNode } from "../../lambda/trace/graph.ts";
import { isTemporary } from "../../lambda/trace/identity.ts";
import { whose } from "../../lambda/words/whose.ts";
import type { LogTrace } from "../logs/trace-logs.ts";
import type { Paint, Printer } from "../output/printer.ts";
import { wrap } from "../output/wrap.ts";
import { showThings } from "./residual.ts";
import { bullets, heading } from "./section.ts";
import { LIKELY, showTree } from "./session-tree.ts";

/** No temporary credential lives longer. */
const LONGEST_MS = 36 * 60 * 60_000;
const MOST_NAMES = 20;
const MOST_THINGS = 50;

/** `read`: what was read, in words. `now` in milliseconds: what has expired by then is dead. */
export function showLogTrace(to: Printer, read: readonly string[], trace: LogTrace, now: number): void {
  const { graph, left, unknown, gaps } = trace;
  if (graph.nodes.length === 0) to.line(wrap("What was read knows no such credential.", to.columns));
  else heading(to, "The sessions, by who opened what");
  showTree(
    to,
    graph.nodes.map((node) => ({
      id: node.id,
      parent: node.openedBy,
      head: headOf(node),
      details: detailsOf(node, now, to.paint),
    })),
  );
  if (trace.calls.length > 0) heading(to, "What was called");
  bullets(to, calledNames(trace));
  showThings(to, "What is left of it", left.slice(0, MOST_THINGS));
  if (left.length > MOST_THINGS) bullets(to, [`${left.length - MOST_THINGS} more things: --json has them all`]);
  if (unknown.length > 0) heading(to, "Calls that nobody has described here, for a person to look at");
  bullets(
    to,
    unknown.map(({ call, events }) => `${call} (${events.length}): ${events.slice(0, 3).join(", ")}`),
  );
  if (gaps.length > 0) heading(to, "What is not known");
  bullets(to, gaps);
  heading(to, "What was read");
  bullets(to, read);
}

function headOf({ accessKeyId, form, principal, how, about }: TraceNode): string {
  const name = accessKeyId ?? `(${form}${about === undefined ? "" : ` ${about}`})`;
  return [name, whose(principal), ...(how === "likely" ? [LIKELY] : [])].join("  ");
}

function detailsOf(node: TraceNode, now: number, paint: Paint): readonly string[] {
  const { issuedAt, expiresAt, region, origin, calls, firstSeen, lastSeen, sourceIps, userAgents } = node;
  const times = [
    issuedAt ? `issued ${issuedAt}` : "",
    expiresAt ? `good until ${expiresAt}` : "",
    region ? `in ${region}` : "",
  ];
  const by =
    origin &&
    `opened by ${whose(origin.principal)} (${origin.call}, ${origin.at}${origin.sourceIp ? `, from ${origin.sourceIp}` : ""})`;
  const [style, state] = stateOf(node, now);
  return [
    state === "" ? "" : paint(style, state),
    times.filter((part) => part !== "").join(", "),
    by ?? "",
    calls > 0
      ? `${calls} ${calls === 1 ? "call" : "calls"} from ${firstSeen} to ${lastSeen}, from ${sourceIps.join(", ")}`
      : "",
    calls > 0 ? `by ${userAgents.join("; ")}` : "",
  ].filter((line) => line !== "");
}

/** Whether somebody has denied it, log files do not tell. */
function stateOf(
  { form, accessKeyId, issuedAt, expiresAt, since }: TraceNode,
  now: number,
): readonly ["red" | "dim", string] {
  if (form !== "key") return ["dim", ""];
  if (!isTemporary(accessKeyId)) return ["red", "alive, unless somebody has switched it off"];
  const end = Date.parse(expiresAt ?? "") || Date.parse(issuedAt ?? since) + LONGEST_MS;
  if (end <= now) return ["dim", "dead: it has expired"];
  return ["red", `alive ${expiresAt ? "until then" : "perhaps"}, unless somebody has denied it`];
}

function calledNames({ calls }: LogTrace): readonly string[] {
  const names = Map.groupBy(calls, ({ source, name }) => `${source.split(".")[0]}:${name}`);
  const sorted = [...names].toSorted(([, one], [, other]) => other.length - one.length);
  const words = sorted.slice(0, MOST_NAMES).map(([name, some]) => {
    const refused = some.filter(({ errorCode }) => errorCode !== undefined).length;
    return `${some.length} × ${name}${refused > 0 ? `, ${refused} of them refused` : ""}`;
  });
  return sorted.length > MOST_NAMES ? [...words, `${sorted.length - MOST_NAMES} more`] : words;
}
