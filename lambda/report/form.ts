// The report as programs read it: version 1 of its JSON. Members may be added to it, never renamed or taken away.
import * as z from "zod";

const time = z.string().describe("ISO 8601, UTC");
const words = z.string().describe("A sentence; names in it may be an attacker's words");
const asRecorded = (what: string) => z.looseObject({}).describe(what);

const session = z.object({
  accessKeyId: z.string().optional(),
  node: z.string().optional().describe("What `parent` of another one means"),
  parent: z.string().optional().describe("The node that opened it"),
  whose: words,
  origin: z.enum(["leaked", "undid", "opened", "likely"]),
  fate: z.enum(["dead", "ended", "asked", "alive"]),
  at: time.optional().describe("Since when it is refused, when it ended, or when it was let through"),
  letThrough: z.literal(true).optional().describe("A call of it got through after the deny"),
  issuedAt: time.optional(),
  expiresAt: time.optional(),
  region: z.string().optional(),
  calls: z.int().optional().describe("Calls on CloudTrail, refused ones too; missing where nobody has looked"),
  firstSeen: time.optional(),
  lastSeen: time.optional(),
  sourceIps: z.array(z.string()),
  userAgents: z.array(z.string()),
});

const step = z.object({
  what: words,
  type: z.string(),
  status: z.enum(["applied", "undone", "kept"]),
  appliedAt: time,
  cutoff: time.optional(),
  before: z.string().nullable().describe("What stood there before; null where nothing did"),
  wrote: z.string().describe("What the step wrote"),
  requestIds: z.array(z.string()).describe("AWS's ids of the writes, as CloudTrail has them"),
  step: asRecorded("The step itself"),
});

const chain = z.object({ whole: z.boolean(), problems: z.array(z.string()) });

export const reportForm = z
  .object({
    form: z.literal("credential-leak-report"),
    version: z.literal(1),
    madeAt: time,
    incident: z.object({
      id: z.string(),
      account: z.string(),
      principal: asRecorded("Whose credential it is, as AWS shows it"),
      status: z.enum(["awaiting-approval", "refused", "containing", "contained", "lifted", "failed"]),
      proof: z.enum(["none", "in-place", "effective", "proven", "unproven", "leaking"]),
      openedAt: time,
      cutoff: time,
      containedAt: time.optional(),
      liftedAt: time.optional(),
      whereItStands: words,
    }),
    summary: z.array(z.object({ question: z.string(), answer: words })),
    timeline: z.array(z.object({ at: time, after: z.string(), lane: z.string(), what: words })),
    alerts: z.array(asRecorded("An alert as it was read")),
    sessions: z.array(session),
    steps: z.array(step),
    plan: z.array(words).describe("What would be done, where nothing was"),
    tampering: z.array(asRecorded("Who undid a step, as CloudTrail shows it")),
    lockedOut: z.object({
      workloads: z.array(z.object({ kind: z.string(), id: z.string(), region: z.string(), refresh: z.string() })),
      gaps: z.array(z.string()),
      looked: z.boolean().describe("Whether anybody has looked"),
    }),
    proof: z.object({ words, evidence: asRecorded("Missing where nobody has looked").optional() }),
    remains: z.object({
      alive: z.array(words),
      questions: z.array(z.object({ about: words, because: z.array(words), askedAt: time, plan: z.array(words) })),
      waysIn: z.array(asRecorded("Who can open a session of a contained role")),
      gaps: z.array(z.string()),
      limits: z.array(words),
    }),
    leftBehind: z.array(asRecorded("What the deny does not end, with the commands that end it")),
    lookAt: z.array(asRecorded("Calls of which nobody knows what they leave")),
    decisions: z.array(z.object({ at: time, by: z.string(), what: words, reason: z.string().optional() })),
    next: z.array(z.object({ what: words, command: z.string().optional() })),
    record: z.object({
      rule: z.string(),
      recomputed: chain.describe("From the entries below, when the report was made"),
      verified: chain.optional().describe("By the responder, against its own store; missing where it was not asked"),
      entries: z.array(
        z.object({
          seq: z.int(),
          at: time,
          type: z.string(),
          words,
          hash: z.string().nullable(),
          body: z.string().describe("The entry's JSON to the letter: the hash is over it"),
        }),
      ),
    }),
    limits: z.array(z.string()),
  })
  .describe("The report of one incident");

export type ReportForm = z.infer<typeof reportForm>;

/** As it is published, in docs/schemas/credential-leak-report.v1.json: members that are added later are no error by it. */
export function reportSchema(): object {
  return { ...z.toJSONSchema(reportForm, { io: "input" }), title: "Credential Leak Report, version 1" };
}
