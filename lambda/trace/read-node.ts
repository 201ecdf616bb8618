// Asking a source about one node: what is new since the last reading, and the stretches that were too long for one.
import type { Time } from "../model.ts";
import { FOLLOWERS } from "./follow/index.ts";
import type { ReadState, RecordedCall, TraceNode } from "./graph.ts";
import type { SourceReading, TrailQuestion, TrailSource } from "./source.ts";
import { afterHole, afterReading, joinParts, readFrom } from "./windows.ts";

export type NodeReading = {
  readonly calls: readonly RecordedCall[];
  readonly gaps: readonly string[];
  readonly requests: number;
  readonly read: ReadState;
};

type How = {
  readonly source: TrailSource;
  readonly to: Time;
  /** Milliseconds since 1970: nothing is asked for after it. */
  readonly until: number;
  readonly overlapMs: number;
};

export async function readNode(node: TraceNode, how: How): Promise<NodeReading> {
  const from = readFrom(node, how.overlapMs);
  const answers = await askAll(node, how.source, { from, to: how.to, until: how.until });
  const parts = joinParts(answers.map((answer) => answer.parts));
  const read = afterReading(node.read, { parts, from, to: how.to });
  const holes = await readHoles({ ...node, read }, how);
  // What was too long for one reading may have been read in the next.
  const missing = parts.filter(({ region }) => !read.behind[region]?.hole || holes.read.behind[region]);
  return {
    calls: [...parts.flatMap(({ calls }) => calls), ...holes.calls],
    gaps: [...answers.flatMap(({ gaps }) => gaps), ...missing.flatMap(({ gap }) => gap ?? []), ...holes.gaps],
    requests: sum(answers) + holes.requests,
    read: holes.read,
  };
}

async function readHoles(node: TraceNode, { source, until }: How): Promise<NodeReading> {
  let result: NodeReading = { calls: [], gaps: [], requests: 0, read: node.read };
  for (const [region, { hole }] of Object.entries(node.read.behind)) {
    if (!hole) continue;
    const answers = await askAll(node, source, { from: () => hole.from, to: hole.to, until, regions: [region] });
    const [part] = joinParts(answers.map((answer) => answer.parts));
    result = {
      calls: [...result.calls, ...(part?.calls ?? [])],
      gaps: [...result.gaps, ...answers.flatMap(({ gaps }) => gaps)],
      requests: result.requests + sum(answers),
      read: part ? afterHole(result.read, part) : result.read,
    };
  }
  return result;
}

type Stretch = Pick<TrailQuestion, "from" | "to" | "until" | "regions">;

function askAll(node: TraceNode, source: TrailSource, stretch: Stretch): Promise<readonly SourceReading[]> {
  const questions = FOLLOWERS[node.form].questions(node);
  const { account } = node.principal;
  return Promise.all(questions.map((question) => source.lookUp({ account, ...question, ...stretch })));
}

function sum(answers: readonly SourceReading[]): number {
  return answers.reduce((all, { requests }) => all + requests, 0);
}
