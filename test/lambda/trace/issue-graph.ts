// Random organizations in which sessions open sessions, as CloudTrail would tell of them: late, twice, in any order.
import fc from "fast-check";
import type { RecordedCall } from "../../../lambda/trace/graph.ts";
import { readRecordedCall } from "../../../lambda/trace/recorded-call.ts";
import type { TrailSource } from "../../../lambda/trace/source.ts";
import type { Start } from "../../../lambda/trace/walk.ts";

const BEGIN = Date.parse("2026-03-01T09:00:00Z");
const REGIONS = ["us-east-1", "eu-west-1"] as const;
const ACCOUNTS = ["111122223333", "444455556666", "777788889999"] as const;

type Session = {
  readonly key: string;
  readonly account: string;
  readonly role: string;
  readonly session: string;
  readonly issuedAt: number;
  /** Whose credential opened it; nobody's of the incident where it is missing. */
  readonly opener?: Session;
  /** How many calls it has signed. */
  signed: number;
};

type Line = RecordedCall & { readonly visibleAt: number; readonly resource?: string };

export type IssueGraph = {
  readonly start: Start;
  /** The leaked session, and all that it leads to. */
  readonly reachable: readonly Session[];
  readonly source: TrailSource;
  /** When the last line is on the trail. */
  readonly end: number;
  now: number;
};

const seconds = (most: number) => fc.integer({ min: 1, max: most }).map((count) => count * 1000);
const lateness = fc.integer({ min: 0, max: 14 * 60 - 1 }).map((count) => count * 1000);
const place = fc.record({ region: fc.constantFrom(...REGIONS), late: lateness });

const wishes = fc.array(
  fc.record({
    opener: fc.nat(),
    isStrangers: fc.boolean(),
    account: fc.constantFrom(...ACCOUNTS),
    role: fc.constantFrom("app", "deploy", "ops"),
    session: fc.constantFrom("one", "two"),
    after: seconds(1200),
    place,
    /** Takes the key id of an earlier session: key ids recur. */
    keyOf: fc.option(fc.nat(), { freq: 4 }),
    calls: fc.array(fc.record({ after: seconds(3000), place }), { maxLength: 3 }),
  }),
  { minLength: 1, maxLength: 14 },
);

export const issueGraphs: fc.Arbitrary<IssueGraph> = fc
  .tuple(wishes, fc.infiniteStream(fc.nat()))
  .map(([all, dice]) => {
    const sessions: Session[] = [];
    const lines: Line[] = [];
    for (const wish of all) {
      const opener = sessions.length === 0 || wish.isStrangers ? undefined : sessions[wish.opener % sessions.length];
      const issuedAt = (opener?.issuedAt ?? BEGIN) + wish.after;
      const named = { account: wish.account, role: wish.role, session: wish.session, issuedAt, signed: 0 };
      const key = keyOf(sessions, named, wish.keyOf);
      const session: Session = { ...named, key, ...(opener ? { opener } : {}) };
      sessions.push(session);
      if (opener) lines.push(line(opener, issuedAt, wish.place, lines.length, session));
      else lines.push(line(stranger(wish.account, lines.length), issuedAt, wish.place, lines.length, session));
      for (const { after, place } of wish.calls) lines.push(line(session, issuedAt + after, place, lines.length));
    }
    const [leaked] = sessions;
    if (!leaked) throw new Error("There is no session.");
    const graph: IssueGraph = {
      start: startOf(leaked),
      reachable: sessions.filter((session) => leadsTo(leaked, session)),
      end: Math.max(...lines.map(({ visibleAt }) => visibleAt)),
      now: BEGIN,
      source: sourceOf(lines, () => graph.now, dice),
    };
    return graph;
  });

export function nameOf({ key, account, role, session, issuedAt }: Omit<Session, "signed">): string {
  return `${key} ${account}/${role}/${session} ${new Date(issuedAt).toISOString()}`;
}

function leadsTo(leaked: Session, session: Session | undefined): boolean {
  return session !== undefined && (session === leaked || leadsTo(leaked, session.opener));
}

function keyOf(sessions: readonly Session[], named: Omit<Session, "key">, other: number | null): string {
  const taken = other === null ? undefined : sessions[other % Math.max(1, sessions.length)]?.key;
  const isTwin = (one: Session) =>
    one.key === taken &&
    one.account === named.account &&
    one.role === named.role &&
    one.session === named.session &&
    Math.abs(one.issuedAt - named.issuedAt) <= 5_000;
  return taken === undefined || sessions.some(isTwin) ? `ASIA${String(sessions.length).padStart(16, "A")}` : taken;
}

function stranger(account: string, number: number): Session {
  return {
    key: `ASIA${String(number).padStart(16, "Z")}`,
    account,
    role: "hr",
    session: "x",
    issuedAt: BEGIN,
    signed: 0,
  };
}

function startOf({ key, account, role, session, issuedAt }: Session): Start {
  const time = new Date(issuedAt).toISOString();
  return { principal: { kind: "role", account, name: role, session }, accessKeyId: key, issuedAt: time, since: time };
}

const iso = (ms: number) => `${new Date(ms).toISOString().slice(0, 19)}Z`;
/** The other form in which CloudTrail writes when a session was issued. */
const compact = (ms: number) => iso(ms).replace(/[-:]/g, "");

function line(
  by: Session,
  at: number,
  { region, late }: { region: string; late: number },
  number: number,
  opened?: Session,
): Line {
  by.signed++;
  const record = {
    eventSource: opened ? "sts.amazonaws.com" : "s3.amazonaws.com",
    eventName: opened ? "AssumeRole" : "ListBuckets",
    awsRegion: region,
    readOnly: true,
    userIdentity: {
      type: "AssumedRole",
      principalId: `AROA${by.account}${by.role}:${by.session}`,
      accountId: by.account,
      accessKeyId: by.key,
      sessionContext: {
        sessionIssuer: {
          type: "Role",
          principalId: `AROA${by.account}${by.role}`,
          accountId: by.account,
          userName: by.role,
        },
        attributes: { creationDate: number % 2 === 0 ? iso(by.issuedAt) : compact(by.issuedAt) },
      },
    },
    ...(opened
      ? {
          requestParameters: {
            roleArn: `arn:aws:iam::${opened.account}:role/${opened.role}`,
            roleSessionName: opened.session,
          },
          responseElements: {
            credentials: { accessKeyId: opened.key },
            assumedRoleUser: {
              assumedRoleId: `AROA${opened.account}${opened.role}:${opened.session}`,
              arn: `arn:aws:sts::${opened.account}:assumed-role/${opened.role}/${opened.session}`,
            },
          },
        }
      : {}),
  };
  const event = {
    EventId: `e${number}-0000-0000-0000`.padStart(20, "0"),
    EventTime: new Date(at),
    CloudTrailEvent: JSON.stringify(record),
  };
  const [call] = readRecordedCall(event, region, by.account);
  if (!call) throw new Error("The call was lost.");
  return { ...call, visibleAt: at + late, ...(opened ? { resource: opened.key } : {}) };
}

/** As LookupEvents answers, but for the order, and some lines come twice. */
function sourceOf(lines: readonly Line[], now: () => number, dice: Iterator<number>): TrailSource {
  const roll = () => Number(dice.next().value);
  return {
    async lookUp({ account, attribute, value, from, to, regions = REGIONS }) {
      const isMeant = (one: Line) =>
        one.account === account &&
        one.visibleAt <= now() &&
        (attribute === "AccessKeyId" ? one.accessKeyId === value : one.resource === value);
      const parts = regions.map((region) => {
        const found = lines.filter(
          (one) => isMeant(one) && one.region === region && one.at >= from(region) && one.at <= to,
        );
        const doubled = found.flatMap((one) => (roll() % 4 === 0 ? [one, one] : [one]));
        return { region, calls: doubled.toSorted(() => (roll() % 2) - 0.5) };
      });
      return { parts, gaps: [], requests: regions.length };
    },
  };
}
