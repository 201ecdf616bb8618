// The benchmark `storm`: thousands of findings about hundreds of roles, against the time that IAM's throttle alone imposes.
import { type Benchmark, row, type Size } from "./benchmark.ts";
import { storm as run, type StormSize } from "./storm/storm.ts";

const SIZES: Readonly<Record<Size, StormSize>> = {
  full: { accounts: 5, roles: 500, findings: 10_000, within: 10, rate: 5 },
  tiny: { accounts: 2, roles: 20, findings: 60, within: 2, rate: 2 },
};

export const storm: Benchmark = {
  about: "10,000 findings about 500 roles in 5 accounts: time to the last deny against what IAM's throttle imposes",
  async run({ size, note }) {
    const wish = SIZES[size];
    const { seconds, throttled, environments, heap } = await run(wish, note);
    const { accounts, roles, findings, rate } = wish;
    const name = `storm, ${findings} findings about ${roles} roles in ${accounts} accounts`;
    const writes = roles / accounts;
    const baseline = `what IAM imposes at ${rate} writes/s`;
    return [
      row({
        name: `${name}: the last deny`,
        value: seconds,
        unit: "s",
        baseline,
        baselineValue: (writes - rate) / rate,
      }),
      row({
        name: `${name}: throttled writes`,
        value: throttled,
        unit: "calls",
        baseline: "writes needed",
        baselineValue: roles,
      }),
      row({
        name: `${name}: at work at once`,
        value: environments,
        unit: "environments",
        baseline: "roles",
        baselineValue: roles,
      }),
      row({
        name: `${name}: heap, after as many again as a tenth`,
        value: heap.last,
        unit: "MB",
        baseline: "after a quarter of these",
        baselineValue: heap.first,
      }),
    ];
  },
};
