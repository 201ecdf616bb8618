// `responder trace --logs`: an investigator's tool, which asks nothing of AWS where the files lie in a folder.
import type { TraceNode } from "../../lambda/trace/graph.ts";
import type { WalkedCall } from "../../lambda/trace/keep-calls.ts";
import type { LogPlace } from "../../lambda/trace/log-files/log-place.ts";
import { logSource } from "../../lambda/trace/log-source.ts";
import type { Context } from "../context.ts";
import { EXIT, type ExitCode } from "../exit-codes.ts";
import { safely } from "../output/safe-text.ts";
import { showLogTrace } from "../view/log-trace.ts";
import { type LogOptions, namedBy } from "./log-options.ts";
import { openLogs } from "./open-logs.ts";
import { readingProgress } from "./show-progress.ts";
import { type LogTrace, traceLogs } from "./trace-logs.ts";

export async function showLogs(context: Context, options: LogOptions): Promise<ExitCode> {
  const { surroundings, out, err, isJson } = context;
  const named = await namedBy(context, options);
  const place = await openLogs(context, options.logs ?? ".");
  const { progress, end } = readingProgress(err, place);
  try {
    const source = logSource({ place, progress });
    const now = surroundings.now();
    const trace = await traceLogs({ ...named, source, since: options.since, until: options.until, now });
    end();
    const exitCode = exitCodeOf(trace);
    if (isJson) context.json(documentOf(place, trace, exitCode));
    else showLogTrace(out, safely({ name: place.name, leftAside: place.leftAside }), safely(trace), now);
    return exitCode;
  } finally {
    await place.close();
  }
}

/** Like grep: nothing found is a failure of its own. */
function exitCodeOf({ calls, graph, gaps }: LogTrace): ExitCode {
  if (calls.length === 0 && graph.nodes.every(({ calls }) => calls === 0)) return EXIT.failed;
  return gaps.length > 0 ? EXIT.notProven : EXIT.done;
}

function documentOf(
  { name, leftAside }: LogPlace,
  { graph, calls, left, unknown, gaps, report }: LogTrace,
  exitCode: ExitCode,
) {
  const { gaps: _, ...read } = report;
  return {
    logs: name,
    sessions: graph.nodes.map(sessionOf),
    links: graph.edges,
    namesakes: graph.namesakes,
    events: calls.map(eventOf),
    residual: left,
    unknown,
    missing: gaps,
    read: { ...read, leftAside },
    exitCode,
  };
}

/** As the sessions of an incident have it. */
function sessionOf({ id, openedBy, read: _, ...node }: TraceNode) {
  return { node: id, ...node, ...(openedBy === undefined ? {} : { parent: openedBy }) };
}

function eventOf({ record: _, identity: __, issued: ___, ...call }: WalkedCall) {
  return call;
}
