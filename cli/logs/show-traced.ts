// A trace that this program makes itself, over log files or through Athena: as a person or a program reads it, and its exit code.
import type { TraceNode } from "../../lambda/trace/graph.ts";
import type { WalkedCall } from "../../lambda/trace/keep-calls.ts";
import type { Context } from "../context.ts";
import { EXIT, type ExitCode } from "../exit-codes.ts";
import { safely } from "../output/safe-text.ts";
import { showLogTrace } from "../view/log-trace.ts";
import type { LogTrace } from "./trace-logs.ts";

type Read = {
  /** The document's members that tell where, and how much, was read. */
  readonly members: Readonly<Record<string, unknown>>;
  readonly words: readonly string[];
};

export function showTraced({ out, isJson, json, surroundings }: Context, trace: LogTrace, read: Read): ExitCode {
  const exitCode = exitCodeOf(trace);
  if (isJson) json({ ...documentOf(trace), ...read.members, exitCode });
  else showLogTrace(out, safely(read.words), safely(trace), surroundings.now());
  return exitCode;
}

/** Like grep: nothing found is a failure of its own. */
function exitCodeOf({ calls, graph, gaps }: LogTrace): ExitCode {
  if (calls.length === 0 && graph.nodes.every(({ calls }) => calls === 0)) return EXIT.failed;
  return gaps.length > 0 ? EXIT.notProven : EXIT.done;
}

function documentOf({ graph, calls, left, unknown, gaps }: LogTrace) {
  return {
    sessions: graph.nodes.map(sessionOf),
    links: graph.edges,
    namesakes: graph.namesakes,
    events: calls.map(eventOf),
    residual: left,
    unknown,
    missing: gaps,
  };
}

/** As the sessions of an incident have it. */
function sessionOf({ id, openedBy, read: _, ...node }: TraceNode) {
  return { node: id, ...node, ...(openedBy === undefined ? {} : { parent: openedBy }) };
}

function eventOf({ record: _, identity: __, issued: ___, ...call }: WalkedCall) {
  return call;
}
