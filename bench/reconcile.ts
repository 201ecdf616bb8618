// The benchmark `reconcile`: a heartbeat's work follows what is due, not what exists.
import { type Benchmark, row, type Size } from "./benchmark.ts";
import { median } from "./median.ts";
import { type Beat, ledgerPlace } from "./reconcile/ledger-place.ts";

const COUNTS: Readonly<Record<Size, { readonly due: number; readonly open: number; readonly beats: number }>> = {
  full: { due: 100, open: 10_000, beats: 3 },
  tiny: { due: 2, open: 30, beats: 1 },
};

export const reconcile: Benchmark = {
  about: "a heartbeat with few incidents due: among 10,000 that are open, and alone",
  async run({ size, note }) {
    const { due, open, beats } = COUNTS[size];
    const alone = await ledgerPlace(due, 0);
    note(`reconcile: putting ${open} open incidents into the ledger`);
    const crowded = await ledgerPlace(due, open - due);
    // The first asks the policy simulator about each; the trail is not read within the first five minutes.
    const [first, second]: [Beat[], Beat[]] = [[], []];
    await Promise.all([alone.beat(), crowded.beat()]);
    for (let turn = 0; turn < beats; turn++) {
      first.push(await alone.beat());
      second.push(await crowded.beat());
    }
    await Promise.all([alone.stop(), crowded.stop()]);
    const baseline = `the same ${due} alone`;
    const of = (beats: readonly Beat[], what: keyof Beat) => median(beats.map((beat) => beat[what]));
    const compared = (name: string, unit: string, what: keyof Beat) =>
      row({
        name: `reconcile, ${due} due of ${open} open: ${name}`,
        value: of(second, what),
        unit,
        baseline,
        baselineValue: of(first, what),
      });
    return [
      compared("one heartbeat", "ms", "ms"),
      compared("requests to DynamoDB", "requests", "requests"),
      compared("items that they read", "items", "items"),
    ];
  },
};
