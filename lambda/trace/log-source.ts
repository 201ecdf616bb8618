// CloudTrail's log files as a place to trace in. All questions of one moment are answered by one pass over the files.
import type { RecordedCall } from "./graph.ts";
import { type FileQuestion, knownFiles } from "./log-files/known-files.ts";
import { type Answer, isAbout, readPass } from "./log-files/log-pass.ts";
import type { LogPlace } from "./log-files/log-place.ts";
import { type LogReport, logReport } from "./log-files/log-report.ts";
import type { RegionPart, SourceReading, TrailSource } from "./source.ts";

export type LogSource = TrailSource & {
  /** Signed by the key, or giving it out, in any account: for whoever knows a key and not whose it is. */
  callsOf(accessKeyId: string): Promise<readonly RecordedCall[]>;
  report(): LogReport;
};

type Options = {
  readonly place: LogPlace;
  /** Told after each file of a pass. */
  progress?(read: number, ofAll: number): void;
  /** The newest, that one question is answered with; what lies before can be asked for again. 10,000 unless said. */
  readonly mostCalls?: number;
};

type Waiting = { readonly question: FileQuestion; readonly follow: boolean; tell(answer: Answer): void };

const MOST_CALLS = 10_000;
const ALWAYS = { from: () => "0000", to: "9999" };

export function logSource({ place, progress = () => undefined, mostCalls = MOST_CALLS }: Options): LogSource {
  const files = knownFiles(place.files);
  const told = logReport(place);
  const accounts = knownAccounts();
  /** What callsOf has found, with the keys that were opened from there, needs no second reading. */
  const whole = new Map<string, Answer>();
  let waiting: Waiting[] = [];
  let isReading = false;
  for (const { account, region } of files.all) if (account !== undefined) accounts.add(account, region);

  function ask(question: FileQuestion, follow = false): Promise<Answer> {
    return new Promise((tell) => {
      waiting.push({ question, follow, tell });
      if (!isReading) setImmediate(readAll); // By then the others of this moment are there.
      isReading = true;
    });
  }

  async function readAll(): Promise<void> {
    while (waiting.length > 0) {
      const batch = waiting;
      waiting = [];
      const questions = batch.map(({ question }) => question);
      const { answers, followed } = await readPass(questions, {
        ...{ place, files, accounts: accounts.sought(questions), mostCalls, progress },
        follow: batch.some(({ follow }) => follow),
        found(name, finding, isFirst) {
          for (const account of finding.accounts) accounts.add(account);
          if (isFirst) told.add(name, finding);
        },
      });
      for (const [key, answer] of followed) keep("AccessKeyId", key, answer);
      for (const [index, { tell }] of batch.entries()) tell(answers[index] ?? { calls: [], isCut: false });
      await new Promise(setImmediate); // What these answers lead to is asked for in the next pass.
    }
    isReading = false;
  }

  function keep(attribute: string, value: string, answer: Answer): void {
    if (!answer.isCut) whole.set(`${attribute} ${value}`, answer);
  }

  return {
    async lookUp({ until: _, ...question }): Promise<SourceReading> {
      const { account, attribute, value } = question;
      const known = whole.get(`${attribute} ${value}`);
      const { calls, isCut } = known
        ? { calls: known.calls.filter((call) => isAbout(question, call)), isCut: false }
        : await ask(question);
      for (const call of calls) accounts.add(account, call.region);
      const regions = question.regions ?? accounts.regions(account);
      if (!regions) told.miss(nothingOf(account, place));
      const parts = (regions ?? []).map((region) => partOf(region, calls, isCut, value));
      return { parts, gaps: told.newGaps(), requests: 0 };
    },
    async callsOf(value) {
      const attributes = ["AccessKeyId", "ResourceName"] as const;
      const answers = await Promise.all(attributes.map((attribute) => ask({ attribute, value, ...ALWAYS }, true)));
      for (const [index, answer] of answers.entries()) keep(attributes[index] ?? "", value, answer);
      return answers.flatMap(({ calls }) => calls);
    },
    report: told.report,
  };
}

function partOf(region: string, calls: readonly RecordedCall[], isCut: boolean, value: string): RegionPart {
  const part = { region, calls: calls.filter((call) => call.region === region) };
  const oldest = isCut ? calls.reduce((at, call) => (call.at < at ? call.at : at), calls[0]?.at ?? "") : "";
  if (oldest === "") return part;
  const gap = `The log files have more than ${calls.length} events of ${value}: the rest was not read.`;
  return { ...part, gap, readBackTo: oldest };
}

function nothingOf(account: string, { name }: LogPlace): string {
  return `The trace leads into account ${account}, of which ${name} has no log files: what was done there is not known.`;
}

/** Which accounts the files tell of, and in which Regions. */
function knownAccounts() {
  const all = new Map<string, Set<string>>();
  return {
    add(account: string, region?: string): void {
      const regions = all.get(account) ?? new Set();
      all.set(account, region === undefined ? regions : regions.add(region));
    },
    sought: (questions: readonly FileQuestion[]) =>
      [...new Set(questions.flatMap(({ account }) => account ?? []))].filter((account) => !all.has(account)),
    /** Nothing where the account is unknown. */
    regions(account: string): readonly string[] | undefined {
      const regions = all.get(account);
      return regions && (regions.size > 0 ? [...regions] : ["unknown"]);
    },
  };
}
