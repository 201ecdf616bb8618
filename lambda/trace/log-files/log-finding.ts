// What was found in one log file: the records that somebody asks for, and what is told of the file itself.
import type { Time } from "../../model.ts";
import type { TrailQuestion } from "../source.ts";
import { recordsIn } from "./records-in.ts";
import { isFoundBy } from "./search-terms.ts";

export type Wish = Pick<TrailQuestion, "attribute" | "value">;

export type LogJob = {
  readonly wishes: readonly Wish[];
  /** Accounts that are looked for by their number. */
  readonly accounts: readonly string[];
  /** The file is known to hold what is asked for: it need not be looked for. */
  readonly isKnown?: boolean;
};

/** `json` is the record alone; `wishes` are those that find it, by their places in the job. */
export type LogMatch = { readonly wishes: readonly number[]; readonly json: string };

export type LogFinding = {
  readonly matches: readonly LogMatch[];
  /** Hashes of every access key that the file speaks of; nothing where that is not certain. */
  readonly keys?: Uint32Array;
  /** Of the accounts that were looked for, those whose number is there. */
  readonly accounts: readonly string[];
  /** Unpacked. */
  readonly bytes: number;
  /** About the first and the last event: files are not in strict order. */
  readonly from?: Time;
  readonly to?: Time;
  /** In words that follow the file's name. */
  readonly troubles: readonly string[];
};

/** Of one file, so that memory has a bound. */
const MOST_MATCHES = 20_000;
/** Letters of all of them: few are as long as a record may be, but a packed file of half a megabyte can hold a thousand. */
const MOST_LETTERS = 128_000_000;

export function collectFinding({ wishes, accounts }: LogJob) {
  const matches: LogMatch[] = [];
  const seen = new Set<string>();
  let times: readonly Time[] = [];
  let [bytes, dropped, broken, letters] = [0, 0, 0, 0];
  function drop(count: number): void {
    for (const { json } of matches.splice(0, count)) letters -= json.length;
    dropped += count;
  }
  return {
    /** All of the file comes by, in whatever pieces. */
    see(block: Buffer): void {
      bytes += block.length;
      times = [...times, ...timesIn(block)].sort();
      for (const account of accounts) if (block.includes(`"${account}"`)) seen.add(account);
    },
    /** What may be a record that is asked for. */
    take(json: string): void {
      const found = recordsIn(json);
      if (found.length === 0) broken++;
      for (const { record, json: text } of found) {
        const by = wishes.flatMap(({ attribute, value }, index) => (isFoundBy(record, attribute, value) ? index : []));
        if (by.length === 0) continue;
        matches.push({ wishes: by, json: text });
        letters += text.length;
      }
      if (matches.length > 2 * MOST_MATCHES) drop(matches.length - MOST_MATCHES);
      while (letters > MOST_LETTERS) drop(Math.ceil(matches.length / 10));
    },
    finding(troubles: readonly string[]): LogFinding {
      const [from] = times;
      return {
        matches,
        accounts: [...seen],
        bytes,
        ...(from === undefined ? {} : { from, to: times.at(-1) ?? from }),
        troubles: [
          ...(bytes === 0 ? ["is empty"] : []),
          ...troubles,
          ...(dropped > 0 ? [`has ${dropped} more records of what is asked for: only its last ones were read`] : []),
          ...(broken > 0 ? [`has ${broken} entries that are no records of calls`] : []),
        ],
      };
    },
  };
}

const TIME = Buffer.from('"eventTime"');

function timesIn(bytes: Buffer): readonly Time[] {
  return [bytes.indexOf(TIME), bytes.lastIndexOf(TIME)].flatMap((at) => {
    if (at < 0) return [];
    const said = /^"eventTime"\s*:\s*"([0-9TZ:.-]{1,30})"/.exec(bytes.toString("latin1", at, at + 64));
    const ms = Date.parse(said?.[1] ?? "");
    return Number.isNaN(ms) ? [] : [new Date(ms).toISOString()];
  });
}
