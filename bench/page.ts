// The benchmark `page`: the overview of many incidents and the page of a long one, beside those of hardly anything.

import { pictures } from "../client/serve-page.ts";
import type { Responder } from "../lambda/answers.ts";
import type { Deps } from "../lambda/deps.ts";
import { createPage } from "../lambda/page/app.ts";
import { route } from "../lambda/route.ts";
import { type Benchmark, row, type Size } from "./benchmark.ts";
import { median } from "./median.ts";
import { lengthen } from "./page/long-incident.ts";
import { ledgerPlace } from "./reconcile/ledger-place.ts";

const COUNTS: Readonly<Record<Size, { readonly open: number; readonly entries: number; readonly turns: number }>> = {
  full: { open: 10_000, entries: 5_000, turns: 15 },
  tiny: { open: 20, entries: 30, turns: 2 },
};

export const page: Benchmark = {
  about: "overview and incident with 10,000 incidents and 5,000 entries, beside hardly any",
  async run({ size, note }) {
    const { open, entries, turns } = COUNTS[size];
    const [empty, single] = [await ledgerPlace(0, 0), await ledgerPlace(1, 0)];
    note(`page: putting ${open} incidents into the ledger`);
    const crowd = await ledgerPlace(1, open - 1);
    const [short] = await single.deps.ledger.list(1);
    const [long] = await crowd.deps.ledger.due(new Date(crowd.deps.now() + 60_000).toISOString());
    const incident = long && (await crowd.deps.ledger.read(long.incidentId));
    if (!short || !incident) throw new Error("There is no incident.");
    note(`page: writing ${entries} entries`);
    await lengthen(crowd.deps, incident, entries);
    const ask = { empty: viewer(empty.deps), single: viewer(single.deps), crowd: viewer(crowd.deps) };
    const times = { empty: [], one: [], many: [], short: [], long: [] } as Record<string, number[]>;
    for (let turn = 0; turn <= turns; turn++) {
      const took = {
        empty: await ask.empty("/"),
        one: await ask.single("/"),
        many: await ask.crowd("/"),
        short: await ask.single(`/incidents/${short.id}`),
        long: await ask.crowd(`/incidents/${incident.id}`),
      };
      if (turn > 0) for (const [what, ms] of Object.entries(took)) times[what]?.push(ms); // The first loads code.
    }
    await Promise.all([empty.stop(), single.stop(), crowd.stop()]);
    const of = (what: string) => median(times[what] ?? []);
    return [
      row({
        name: `page, the overview of ${open} incidents`,
        value: of("many"),
        unit: "ms",
        baseline: "of none",
        baselineValue: of("empty"),
      }),
      row({
        name: `page, an incident of ${entries} entries`,
        value: of("long"),
        unit: "ms",
        baseline: "of one just contained",
        baselineValue: of("short"),
      }),
    ];
  },
};

/** Milliseconds until the page is there: the responder's answers come as they do from Lambda. */
function viewer(deps: Deps): (path: string) => Promise<number> {
  const inJson = (value: unknown) => JSON.parse(JSON.stringify(value));
  const responder: Responder = {
    ask: async (action, request) => inJson(await route(deps, { action, ...request })),
    prove: () => Promise.reject(new Error("Nobody acts here.")),
  };
  const app = createPage({ responder: () => responder, now: deps.now, token: "bench", pictures });
  return async (path) => {
    const start = performance.now();
    const answer = await app.request(`http://127.0.0.1${path}`, { headers: { host: "127.0.0.1" } });
    const text = await answer.text();
    if (answer.status !== 200) throw new Error(`${path} answers ${answer.status}: ${text.slice(0, 300)}`);
    return performance.now() - start;
  };
}
