// How often something was done between two moments, by service, and what processor time it took.
import type { CountedAws } from "./counted-aws.ts";
import { NO_UNITS, type Units } from "./metered-items.ts";

/** Averages of one thing that was done many times. */
export type Count = {
  readonly iamReads: number;
  readonly iamWrites: number;
  readonly assumeRole: number;
  /** Over all Regions, and in the one that is asked most: that of IAM's events. */
  readonly lookups: number;
  readonly lookupsInOneRegion: number;
  readonly others: number;
  readonly ledgerCalls: number;
  /** Write units of the table, and of the one partition that each index has. */
  readonly units: Units;
  /** Milliseconds of a core: the responder's own, without what the local AWS took. */
  readonly cpuMs: number;
};

const WRITES = /^iam:(Put|Attach|Create|Delete|Detach|Update|Set)/;

export type Counter = { count(work: () => Promise<unknown>, times: number): Promise<Count> };

export function createCounter(aws: CountedAws, units: () => Units = () => NO_UNITS): Counter {
  return {
    async count(work, times) {
      const [callsBefore, awsBefore, unitsBefore] = [aws.calls(), aws.inAws(), units()];
      const cpuBefore = process.cpuUsage();
      await work();
      const { user, system } = process.cpuUsage(cpuBefore);
      const calls = [...aws.calls()].map(([name, many]) => [name, many - (callsBefore.get(name) ?? 0)] as const);
      const sum = (pattern: RegExp) =>
        calls.reduce((all, [name, many]) => all + (pattern.test(name) ? many : 0), 0) / times;
      const lookups = calls.flatMap(([name, many]) => (name.startsWith("cloudtrail:") ? many : []));
      const written = units();
      return {
        iamReads: sum(/^iam:/) - sum(WRITES),
        iamWrites: sum(WRITES),
        assumeRole: sum(/^sts:/),
        lookups: sum(/^cloudtrail:/),
        lookupsInOneRegion: Math.max(0, ...lookups) / times,
        others: sum(/^(?!iam|sts|cloudtrail|dynamodb)/),
        ledgerCalls: sum(/^dynamodb:/),
        units: {
          table: (written.table - unitsBefore.table) / times,
          due: (written.due - unitsBefore.due) / times,
          list: (written.list - unitsBefore.list) / times,
          open: (written.open - unitsBefore.open) / times,
        },
        cpuMs: (user + system - (aws.inAws() - awsBefore)) / 1000 / times,
      };
    },
  };
}
