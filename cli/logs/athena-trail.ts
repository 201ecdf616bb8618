// The organization's trail in Athena for a person at the command line: the responder's table and workgroup, the person's own
// credentials.
import type { AthenaSource } from "../../lambda/trace/athena/athena-source.ts";
import type { SourceReading, TrailQuestion } from "../../lambda/trace/source.ts";
import type { KeyedSource } from "./trace-logs.ts";

export type AthenaTrail = KeyedSource & Pick<AthenaSource, "scanned">;

type Options = {
  readonly source: AthenaSource;
  /** Where a key is looked for of which nobody knows whose it is. Rejects where that is not known. */
  accountOf(accessKeyId: string): Promise<string>;
  /** The time that is looked at for it. */
  readonly from: string;
  readonly to: string;
};

const ATTRIBUTES = ["AccessKeyId", "ResourceName"] as const;

export function athenaTrail({ source, accountOf, from, to }: Options): AthenaTrail {
  /** What callsOf has read needs no second reading, which would be paid again. */
  const known = new Map<string, SourceReading>();
  const gaps: string[] = [];
  return {
    async lookUp(question) {
      const reading = question.regions ? undefined : known.get(nameOf(question));
      return reading ? within(reading, question) : source.lookUp(question);
    },
    async callsOf(value) {
      const account = await accountOf(value);
      const questions = ATTRIBUTES.map((attribute) => ({
        account,
        attribute,
        value,
        from: () => from,
        to,
        until: NEVER,
      }));
      const readings = await Promise.all(questions.map((question) => source.lookUp(question)));
      for (const [index, question] of questions.entries()) {
        const reading = readings[index];
        if (reading && isWhole(reading)) known.set(nameOf(question), reading);
      }
      gaps.push(...readings.flatMap((reading) => [...reading.gaps, ...reading.parts.flatMap(({ gap }) => gap ?? [])]));
      return readings.flatMap(({ parts }) => parts.flatMap(({ calls }) => calls));
    },
    report: () => ({ gaps }),
    scanned: source.scanned,
  };
}

const NEVER = Number.POSITIVE_INFINITY;

function nameOf({ account, attribute, value }: Pick<TrailQuestion, "account" | "attribute" | "value">): string {
  return `${account} ${attribute} ${value}`;
}

function isWhole({ gaps, parts }: SourceReading): boolean {
  return gaps.length === 0 && parts.every(({ gap }) => gap === undefined);
}

/** The trace asks about no other time than was read. */
function within(reading: SourceReading, { from, to }: TrailQuestion): SourceReading {
  const parts = reading.parts.map(({ region, calls }) => ({
    region,
    calls: calls.filter(({ at }) => at >= from(region) && at <= to),
  }));
  return { parts, gaps: [], requests: 0 };
}
