// One pass over the log files for all questions of one moment.
import type { RecordedCall } from "../graph.ts";
import { callOfRecord } from "../log-record.ts";
import type { FileQuestion, KnownFile, knownFiles } from "./known-files.ts";
import type { LogFinding } from "./log-finding.ts";
import type { LogPlace } from "./log-place.ts";

/** The newest calls that answer a question, and whether older ones were let go of. */
export type Answer = { readonly calls: readonly RecordedCall[]; readonly isCut: boolean };

type How = {
  readonly place: LogPlace;
  readonly files: ReturnType<typeof knownFiles>;
  /** Looked for by their numbers in files whose names tell no account. */
  readonly accounts: readonly string[];
  readonly mostCalls: number;
  /** `isFirst`: the file was not read before. */
  found(name: string, finding: LogFinding, isFirst: boolean): void;
  progress(read: number, ofAll: number): void;
};

export async function readPass(questions: readonly FileQuestion[], how: How): Promise<readonly Answer[]> {
  const { place, files, accounts, mostCalls, found, progress } = how;
  const collected = questions.map((question) => newest(question, mostCalls));
  const worth = questions.map((question) => new Set(files.worth(question)));
  const work = files.all.filter((known) => worth.some((some) => some.has(known)));
  let next = 0;
  let done = 0;

  async function read(known: KnownFile): Promise<void> {
    const asked = questions.flatMap((question, index) => (worth[index]?.has(known) ? { question, index } : []));
    const finding = await place.read(known.file, {
      wishes: asked.map(({ question: { attribute, value } }) => ({ attribute, value })),
      accounts: known.account === undefined ? accounts : [],
      isKnown: known.keys !== undefined && asked.some(({ question }) => question.attribute === "AccessKeyId"),
    });
    const isFirst = !known.isRead;
    files.learn(known, finding);
    let nameless = 0;
    for (const { wishes, json } of finding.matches) {
      const calls = callOfRecord(json);
      if (calls.length === 0) nameless++;
      for (const wish of wishes) collected[asked[wish]?.index ?? -1]?.add(calls);
    }
    const troubles = nameless > 0 ? [`has ${nameless} records without an id, a time, a Region or an account`] : [];
    found(known.file.name, { ...finding, troubles: [...finding.troubles, ...troubles] }, isFirst);
    progress(++done, work.length);
  }

  async function readNext(): Promise<void> {
    for (let known = work[next++]; known; known = work[next++]) await read(known);
  }

  await Promise.all(Array.from({ length: place.atOnce }, readNext));
  return collected.map(({ answer }) => answer());
}

/** As many calls as a walk can use at once. What lies before the oldest of them can be asked for again. */
function newest(question: FileQuestion, most: number): { add(some: readonly RecordedCall[]): void; answer(): Answer } {
  let calls: RecordedCall[] = [];
  let isCut = false;
  function cut(): void {
    if (calls.length <= most) return;
    isCut = true;
    calls = calls.sort((one, other) => (one.at < other.at ? 1 : -1)).slice(0, most);
  }
  return {
    add(some) {
      calls.push(...some.filter((call) => isAbout(question, call)));
      if (calls.length > 2 * most) cut();
    },
    answer() {
      cut();
      return { calls, isCut };
    },
  };
}

/** Whether the call is one that the question is about, but for the name that it is searched by. */
export function isAbout({ account, regions, from, to }: FileQuestion, call: RecordedCall): boolean {
  if (account !== undefined && call.account !== account) return false;
  if (regions && !regions.includes(call.region)) return false;
  return call.at >= from(call.region) && call.at <= to;
}
