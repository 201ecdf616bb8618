// One pass over the log files for all questions of one moment.
import type { RecordedCall } from "../graph.ts";
import { callOfRecord } from "../log-record.ts";
import { openedBy } from "../opens/index.ts";
import type { FileQuestion, KnownFile, knownFiles } from "./known-files.ts";
import type { LogFinding } from "./log-finding.ts";
import type { LogPlace } from "./log-place.ts";

/** The newest calls that answer a question, and whether older ones were let go of. */
export type Answer = { readonly calls: readonly RecordedCall[]; readonly isCut: boolean };

export type Pass = {
  readonly answers: readonly Answer[];
  /** The calls of each key that was opened on the way, hop by hop. */
  readonly followed: ReadonlyMap<string, Answer>;
};

type How = {
  readonly place: LogPlace;
  readonly files: ReturnType<typeof knownFiles>;
  /** Looked for by their numbers in files whose names tell no account. */
  readonly accounts: readonly string[];
  readonly mostCalls: number;
  /** What a key that is asked for has opened is looked for in the same pass. */
  readonly follow: boolean;
  /** `isFirst`: the file was not read before. */
  found(name: string, finding: LogFinding, isFirst: boolean): void;
  progress(read: number, ofAll: number): void;
};

type Asked = {
  readonly question: FileQuestion;
  readonly searched: Set<KnownFile>;
  readonly calls: ReturnType<typeof newest>;
};

/** Keys that are followed in one pass, and calls of each: for more the walk asks by itself. Memory has a bound. */
const MOST_FOLLOWED = 50;
const MOST_CALLS_FOLLOWED = 1_000;
const ALWAYS = { from: () => "0000", to: "9999" };

export async function readPass(questions: readonly FileQuestion[], how: How): Promise<Pass> {
  const { place, files, accounts, mostCalls, found, progress } = how;
  const asked = questions.map((question) => asking(question, mostCalls));
  const keys = new Set(questions.map(({ value }) => value));
  const isOpen = ({ question, searched }: Asked, known: KnownFile) =>
    !searched.has(known) && files.mayAnswer(known, question);

  async function read(known: KnownFile): Promise<void> {
    const open = asked.filter((one) => isOpen(one, known));
    for (const { searched } of open) searched.add(known);
    const finding = await place.read(known.file, {
      wishes: open.map(({ question: { attribute, value } }) => ({ attribute, value })),
      accounts: known.account === undefined ? accounts : [],
      isKnown: known.keys !== undefined && open.some(({ question }) => question.attribute === "AccessKeyId"),
    });
    const isFirst = !known.isRead;
    files.learn(known, finding);
    let nameless = 0;
    for (const { wishes, json } of finding.matches) {
      const calls = callOfRecord(json);
      if (calls.length === 0) nameless++;
      for (const wish of wishes) take(open[wish], calls);
    }
    const troubles = nameless > 0 ? [`has ${nameless} records without an id, a time, a Region or an account`] : [];
    found(known.file.name, { ...finding, troubles: [...finding.troubles, ...troubles] }, isFirst);
  }

  function take(by: Asked | undefined, calls: readonly RecordedCall[]): void {
    by?.calls.add(calls);
    if (!how.follow || by?.question.attribute !== "AccessKeyId") return;
    for (const key of calls.flatMap(openedBy).flatMap(({ accessKeyId }) => accessKeyId ?? [])) {
      if (keys.has(key) || asked.length >= questions.length + MOST_FOLLOWED) continue;
      keys.add(key);
      asked.push(asking({ attribute: "AccessKeyId", value: key, ...ALWAYS }, Math.min(mostCalls, MOST_CALLS_FOLLOWED)));
    }
  }

  const open = () => files.all.filter((known) => asked.some((one) => isOpen(one, known)));
  // A key that is met late is looked for in the files before, all of them: only those are read that are known to hold it.
  for (let work = open(); work.length > 0; work = open()) {
    const [all, queue] = [work.length, work.values()];
    let done = 0;
    const readNext = async () => {
      for (const known of queue) {
        await read(known);
        progress(++done, all);
      }
    };
    await Promise.all(Array.from({ length: place.atOnce }, readNext));
  }
  const answers = asked.map(({ calls }) => calls.answer());
  const followed = asked
    .slice(questions.length)
    .map(({ question, calls }) => [question.value, calls.answer()] as const);
  return { answers, followed: new Map(followed) };
}

function asking(question: FileQuestion, mostCalls: number): Asked {
  return { question, searched: new Set(), calls: newest(question, mostCalls) };
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
