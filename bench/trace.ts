// The benchmark `trace`: the walk over LookupEvents against the least requests and the least time that its rate allows.
import { connect } from "../lambda/aws.ts";
import { EMPTY_GRAPH } from "../lambda/trace/graph.ts";
import { lookupSource } from "../lambda/trace/lookup-source.ts";
import { type Walk, walk } from "../lambda/trace/walk.ts";
import { keysOf } from "../local/clients.ts";
import { directAws } from "../local/direct-aws.ts";
import { ADMIN_KEY } from "../mock-aws/bootstrap.ts";
import { showCredentials } from "../mock-aws/sts/issue.ts";
import { HOME_ACCOUNT, HOME_REGION } from "../mock-aws/world.ts";
import { type Benchmark, type BenchmarkOptions, row, type Size } from "./benchmark.ts";
import { addEvents, addRoles, addSessions } from "./mock/fill.ts";
import { spread } from "./trace/intruder.ts";
import { leastOf } from "./trace/least.ts";

const COUNTS: Readonly<Record<Size, { readonly events: number; readonly hops: number }>> = {
  full: { events: 1_000_000, hops: 5 },
  tiny: { events: 500, hops: 2 },
};

const START = Date.parse("2026-03-01T09:00:00Z");
const REGIONS = ["eu-west-1", HOME_REGION, "us-west-2"];
const MINUTE = 60_000;

export const trace: Benchmark = {
  about: "a chain of 5 hops with fan-out among 1,000,000 events: requests and time against what LookupEvents allows",
  async run({ size, note }: BenchmarkOptions) {
    const { events, hops } = COUNTS[size];
    const aws = directAws({ start: START, seed: 5, regions: REGIONS });
    const world = aws.aws.world();
    note(`trace: filling the trail with ${events} events`);
    const roles = addRoles(world, 10);
    addEvents(world, addSessions(world, roles, Math.min(10_000, events)), events);
    const [stolen] = addSessions(world, roles, 1);
    const [role] = roles;
    if (!stolen || !role) throw new Error("There is nobody to steal from.");
    const keys = await spread(aws, keysOf(showCredentials(stolen)), role.arn, { hops, fanOut: 2, regions: REGIONS });
    await world.clock.advanceTo(world.clock.now() + 6 * MINUTE);

    const ids = keys.map(({ accessKeyId }) => accessKeyId);
    const least = leastOf(world, HOME_ACCOUNT, REGIONS, ids);
    const since = new Date(stolen.issuedAt).toISOString();
    const principal = { kind: "role", account: HOME_ACCOUNT, name: role.name, session: "session-0" } as const;
    const { endpoint, requestHandler } = aws;
    const own = connect(HOME_ACCOUNT, {
      region: HOME_REGION,
      endpoint,
      requestHandler,
      credentials: async () => ADMIN_KEY,
    });
    const source = lookupSource({
      places: { aws: async () => own },
      pace: { now: world.clock.now, sleep: world.clock.sleep },
    });
    const [begin, real] = [world.clock.now(), performance.now()];
    const done = Promise.withResolvers<{ readonly walked: Walk; readonly ms: number }>();
    world.clock.at(begin, async () => {
      const walked = await walk({
        known: EMPTY_GRAPH,
        starts: [{ principal, accessKeyId: stolen.accessKeyId, issuedAt: since, since }],
        source,
        now: world.clock.now,
        budgetMs: 10 * MINUTE,
      });
      done.resolve({ walked, ms: world.clock.now() - begin });
    });
    await world.clock.advanceTo(begin);
    const { walked, ms } = await done.promise;
    const machine = performance.now() - real;
    await aws.aws.stop();
    const found = new Set(walked.graph.nodes.map(({ accessKeyId }) => accessKeyId));
    const lost = ids.filter((id) => !found.has(id));
    if (lost.length > 0 || walked.gaps.length > 0)
      throw new Error(`The walk has missed ${lost.length} keys: ${walked.gaps.join(" ")}`);
    const name = `trace, ${ids.length} keys, ${hops} hops far, among ${events} events`;
    return [
      row({
        name: `${name}: time`,
        value: ms / 1000,
        unit: "s",
        baseline: "what the rate imposes",
        baselineValue: least.ms / 1000,
      }),
      row({
        name: `${name}: requests`,
        value: walked.requests,
        unit: "requests",
        baseline: "needed at least",
        baselineValue: least.requests,
      }),
      row({
        name: `${name}: the machine's own time`,
        value: machine / 1000,
        unit: "s",
        baseline: "what the rate imposes",
        baselineValue: least.ms / 1000,
      }),
    ];
  },
};
