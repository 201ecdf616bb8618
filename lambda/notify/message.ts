// A message: the detail of our own events, version 1. Every channel is told the same, and makes its form of it.
import * as z from "zod";
import { isFound } from "../asking-alerts.ts";
import { type Incident, inForce, type News } from "../incident.ts";
import type { Alert } from "../model.ts";
import { plainText } from "../words/plain-text.ts";
import { nextOf, sureOf, whatOf, whoOf } from "./words.ts";

export const MESSAGE_SOURCE = "credential-leak-responder";

/** The detail-type of each. */
export const MESSAGE_TYPES: Readonly<Record<News, string>> = {
  contained: "Credential Leak Contained",
  "awaiting-approval": "Credential Leak Awaiting Approval",
  leaking: "Credential Leak Leaking",
  failed: "Credential Leak Failed",
  refused: "Credential Leak Refused",
  unproven: "Credential Leak Unproven",
  proven: "Credential Leak Proven",
  undone: "Credential Leak Undone",
  held: "Credential Leak Held",
  lifted: "Credential Leak Lifted",
};

const KINDS = Object.keys(MESSAGE_TYPES) as [News, ...News[]];
const time = z.string().describe("ISO 8601 in UTC");

/** Members may be added, never renamed or taken away: whoever reads it ignores what it does not know. */
export const messageType = z.object({
  version: z.literal(1),
  id: z.string().describe("The same for every delivery of the message: by it a repeat is known"),
  incident: z.string(),
  kind: z.enum(KINDS).describe("The most urgent news; the detail-type says the same"),
  kinds: z
    .array(z.enum(KINDS))
    .describe("Everything that is new, the most urgent first: match on this to miss nothing"),
  account: z.string().describe("Of the principal; unknown where nobody could say whose credential it is"),
  principal: z.object({ kind: z.string(), name: z.string().optional(), session: z.string().optional() }),
  status: z.enum(["awaiting-approval", "refused", "containing", "contained", "lifted", "failed"]),
  proof: z.enum(["none", "in-place", "effective", "proven", "unproven", "leaking"]),
  title: z.string().describe("A line"),
  what: z.string().describe("What has happened, in a sentence or two"),
  sure: z.string().describe("How sure that is"),
  next: z
    .array(z.object({ do: z.string(), command: z.string().optional() }))
    .describe("What a person does next, with the command"),
  because: z.array(z.string()),
  cutoff: time,
  openedAt: time,
  containedAt: time.optional(),
  liftedAt: time.optional(),
  falseAlarm: z.literal(true).optional(),
  severity: z.number().optional().describe("0 to 10, the highest of the alerts"),
  alerts: z.object({
    count: z.int(),
    last: z.array(z.object({ source: z.string(), type: z.string(), title: z.string() })),
  }),
  accessKeys: z.array(z.string()).describe("Ids of the keys that alerts have named, at most 20"),
  steps: z.array(z.string()).describe("Types of the steps that are in force"),
  sessions: z.int().describe("How many credentials the trace has found"),
  residual: z.int().describe("How many things the deny does not end"),
  findings: z
    .array(z.object({ id: z.string(), productArn: z.string() }))
    .describe("The findings that began it, as Security Hub knows them, at most 10"),
  link: z.string().optional().describe("Where people find the incident"),
});

export type Message = Readonly<z.infer<typeof messageType>>;

/** `link`: where people find an incident; `{id}` stands for which. Nothing for no news. */
export function messageOf(incident: Incident, news: readonly News[], link?: string): Message | undefined {
  const [kind] = news;
  if (kind === undefined) return undefined;
  const { id, account, status, proof, cutoff, openedAt, containedAt, liftedAt, alerts, sessions, residual } = incident;
  const severity = highest(alerts);
  return {
    version: 1,
    id: messageId(incident, news),
    incident: id,
    kind,
    kinds: [...news],
    account,
    principal: principalOf(incident),
    status,
    proof,
    title: `${MESSAGE_TYPES[kind]}: ${whoOf(incident)}`,
    what: whatOf(incident, kind),
    sure: sureOf(incident),
    next: [...nextOf(incident, kind)],
    because: incident.because.slice(0, MOST_REASONS).map((reason) => plainText(reason)),
    cutoff,
    openedAt,
    ...(containedAt === undefined ? {} : { containedAt }),
    ...(liftedAt === undefined ? {} : { liftedAt }),
    ...(incident.suppressedUntil === undefined ? {} : { falseAlarm: true as const }),
    ...(severity === undefined ? {} : { severity }),
    alerts: {
      count: alerts.length,
      last: alerts
        .filter((alert) => !isFound(alert))
        .slice(-3)
        .map(shown),
    },
    accessKeys: [...new Set(alerts.flatMap(({ accessKeyId }) => accessKeyId ?? []))].slice(-20),
    steps: [...new Set(inForce(incident).map(({ type }) => type))],
    sessions: sessions?.length ?? 0,
    residual: residual?.items.length ?? 0,
    findings: findingsOf(alerts),
    ...(link === undefined ? {} : { link: link.replaceAll("{id}", encodeURIComponent(id)) }),
  };
}

/** The same news have the same id, whenever they are sent; with more news it is another. No dots: signatures part by them. */
function messageId({ id, news: standing = {} }: Incident, news: readonly News[]): string {
  const newest = Math.max(...news.map((kind) => standing[kind]?.entry ?? 0));
  return `${id}-${newest}-${news[0]}`;
}

const MOST_REASONS = 5;
const MOST_FINDINGS = 10;

function principalOf({ principal }: Incident): Message["principal"] {
  const { kind } = principal;
  const name = "name" in principal ? principal.name : "id" in principal ? principal.id : undefined;
  const session = "session" in principal ? principal.session : undefined;
  return {
    kind,
    ...(name === undefined ? {} : { name: plainText(name, 128) }),
    ...(session === undefined ? {} : { session: plainText(session, 64) }),
  };
}

function shown({ source, type, title }: Alert) {
  return { source, type: plainText(type, 128), title: plainText(title, 160) };
}

function highest(alerts: readonly Alert[]): number | undefined {
  const known = alerts.flatMap(({ severity }) => severity ?? []);
  return known.length === 0 ? undefined : Math.max(...known);
}

function findingsOf(alerts: readonly Alert[]): Message["findings"] {
  const byId = new Map(alerts.flatMap(({ finding }) => (finding ? [[finding.id, finding] as const] : [])));
  return [...byId.values()].slice(0, MOST_FINDINGS);
}

/** docs/schemas/credential-leak-message.v1.json, made by bin/schemas.ts. */
export function messageSchema(): object {
  const { $schema, ...rest } = z.toJSONSchema(messageType, { io: "input" });
  return {
    $schema,
    $id: "credential-leak-message.v1.json",
    title: "Message of the Credential Leak Responder",
    description: `The detail of the responder's own events (source ${MESSAGE_SOURCE}), version 1`,
    ...rest,
  };
}
