import fc from "fast-check";
import { expect, test } from "vitest";
import { EMPTY_GRAPH, type TraceGraph, type TraceNode } from "../../../lambda/trace/graph.ts";
import { walk } from "../../../lambda/trace/walk.ts";
import { type IssueGraph, issueGraphs, nameOf } from "./issue-graph.ts";

/** Walks at these moments, each the minutes after the one before, and once more when everything is on the trail. */
async function walks(graph: IssueGraph, minutes: readonly number[]) {
  let known: TraceGraph = EMPTY_GRAPH;
  const handedOn: string[] = [];
  async function once() {
    const { now, source, start } = graph;
    const done = await walk({ known, starts: [start], source, now: () => now, budgetMs: 1 });
    expect(done.gaps).toEqual([]);
    known = done.graph;
    handedOn.push(...done.calls.map(({ eventId }) => eventId));
  }
  for (const step of minutes) {
    graph.now += step * 60_000;
    await once();
  }
  graph.now = Math.max(graph.now, graph.end);
  await once();
  return { graph: known, handedOn };
}

const pauses = fc.array(fc.integer({ min: 1, max: 40 }), { maxLength: 6 });

function nameOfNode({ accessKeyId = "", principal: { account, name = "", session = "" }, issuedAt = "" }: TraceNode) {
  return nameOf({ key: accessKeyId, account, role: name, session, issuedAt: Date.parse(issuedAt) });
}

const sorted = (names: readonly string[]) => names.toSorted();

test("whatever comes late, twice and in any order: exactly what the leaked session leads to, and nobody else's", async () => {
  await fc.assert(
    fc.asyncProperty(issueGraphs, pauses, async (issues, minutes) => {
      const { graph } = await walks(issues, minutes);
      expect(sorted(graph.nodes.map(nameOfNode))).toEqual(sorted(issues.reachable.map(nameOf)));
      expect(graph.nodes.filter(({ how }) => how === "likely")).toEqual([]);
    }),
    { numRuns: 150 },
  );
});

test("each call counts once and is handed on once, however often the trail is walked", async () => {
  await fc.assert(
    fc.asyncProperty(issueGraphs, pauses, async (issues, minutes) => {
      const { graph, handedOn } = await walks(issues, minutes);
      const counted = new Map(graph.nodes.map((node) => [nameOfNode(node), node.calls]));
      expect(counted).toEqual(new Map(issues.reachable.map((session) => [nameOf(session), session.signed])));
      expect(new Set(handedOn).size).toBe(handedOn.length);
    }),
    { numRuns: 100 },
  );
});

test("one walk at the end finds what many on the way have found", async () => {
  await fc.assert(
    fc.asyncProperty(issueGraphs, pauses, async (issues, minutes) => {
      const many = await walks(issues, minutes);
      const one = await walks(issues, []);
      expect(sorted(one.graph.nodes.map(nameOfNode))).toEqual(sorted(many.graph.nodes.map(nameOfNode)));
      expect(sorted(one.handedOn)).toEqual(sorted(many.handedOn));
    }),
    { numRuns: 50 },
  );
});
