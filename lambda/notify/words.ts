// The words of a message: what has happened, how sure that is, and what a person does next.
import { isFound, openQuestions } from "../asking-alerts.ts";
import { commandLine } from "../command-line.ts";
import { type Incident, inForce, type News } from "../incident.ts";
import { howSure } from "../words/how-sure.ts";
import { plainText } from "../words/plain-text.ts";

export type Next = { readonly do: string; readonly command?: string };

/** As in a sentence: "the role app (session alice) in the account 111122223333". */
export function whoOf({ account, principal, alerts }: Incident): string {
  const where = account === "unknown" ? "" : ` in the account ${account}`;
  if (principal.kind === "root") return `the root user of the account ${account}`;
  if (principal.kind === "access-key" || principal.kind === "unknown") {
    const key = alerts.find(({ accessKeyId }) => accessKeyId !== undefined)?.accessKeyId;
    return `the owner of the key ${key ?? "(not named)"}${where}`;
  }
  const session = "session" in principal && principal.session ? ` (session ${plainText(principal.session, 64)})` : "";
  const name = "name" in principal ? principal.name : principal.id;
  return `the ${principal.kind.replaceAll("-", " ")} ${plainText(name, 64)}${session}${where}`;
}

export function whatOf(incident: Incident, news: News): string {
  return `${SAYS[news](incident, whoOf(incident))}${sourceOf(incident)}`;
}

const SAYS: Readonly<Record<News, (incident: Incident, who: string) => string>> = {
  contained: ({ cutoff, alerts }, who) => {
    const found = alerts.filter(isFound).length;
    const also =
      found > 0 ? ` Of those who were found since, ${counted(found, "alert was", "alerts were")} answered too.` : "";
    return `What was issued to ${who} before ${cutoff} is denied.${also}`;
  },
  "awaiting-approval": (incident, who) => {
    const found = openQuestions(incident).length;
    if (incident.status === "awaiting-approval") {
      return `A person is asked whether to contain ${who}. Nobody is touched until somebody answers.`;
    }
    return `${counted(found, "credential was", "credentials were")} found to belong to the leak of ${who}, and a person is asked about ${found === 1 ? "it" : "them"}.`;
  },
  leaking: ({ evidence }, who) =>
    `The containment of ${who} does not hold: ${counted(evidence?.allowed.length ?? 0, "call", "calls")} of a leaked credential got through after the cutoff.`,
  failed: ({ because }, who) => `Something of ${who} may not be contained: ${sentence(because.join(" "))}`,
  refused: ({ because }, who) =>
    `A credential of ${who} may have leaked, and nothing was done: ${sentence(because.join(" "))}`,
  unproven: ({ evidence }, who) =>
    `It cannot be shown that the containment of ${who} works: ${sentence(evidence?.missing.join(" ") ?? "")}`,
  proven: (_, who) => `The containment of ${who} is proven.`,
  undone: ({ because, tampering }, who) => {
    const by = tampering?.at(-1)?.by;
    const doer = by === undefined ? "Somebody" : plainText(by, 128);
    return `${doer} has undone a step against ${who}: ${sentence(because.join(" "))}`;
  },
  held: ({ held }, who) =>
    `Nobody can work as ${who} for now, the team included: ${sentence(held?.because.join(" ") ?? "")}`,
  lifted: ({ entries, suppressedUntil, steps }, who) => {
    const last = entries.findLast(({ type }) => type === "lifted");
    const reason = last?.type === "lifted" ? sentence(last.reason) : ".";
    const kept = steps.filter(({ status }) => status === "kept").length;
    return [
      `The containment of ${who} is lifted: ${reason}`,
      ...(kept > 0
        ? [`${counted(kept, "step stays", "steps stay")}: time does not make harmless what they stop.`]
        : []),
      ...(suppressedUntil === undefined
        ? []
        : [`It was a false alarm: its like is not acted on until ${suppressedUntil}.`]),
    ].join(" ");
  },
};

/** Who has said so, in the source's own words. */
function sourceOf({ alerts }: Incident): string {
  const said = alerts.findLast((alert) => !isFound(alert));
  return said ? ` Reported by ${said.source}: "${plainText(said.title, 160)}".` : "";
}

const LONGEST = 600;

export function sureOf({ proof, evidence, status }: Incident): string {
  if (status === "awaiting-approval" || status === "refused")
    return "Not contained: the credential works as far as we know.";
  return plainText(howSure(proof, evidence), LONGEST);
}

/** The commands are safe for a shell: the id is ours, and whatever is not is quoted. */
export function nextOf(incident: Incident, news: News): readonly Next[] {
  const { id } = incident;
  const show: Next = { do: "See what was done, and with what evidence", command: responder("show", id) };
  const lift: Next = { do: "If nothing has leaked, give it back", command: liftCommand(id) };
  switch (news) {
    case "awaiting-approval":
      return [
        { do: "Say yes", command: responder("approve", id) },
        { do: "Say no", command: responder("reject", id, "--reason", "why") },
        show,
      ];
    case "failed":
      return [{ do: "It is tried again each minute; see what is in the way", command: responder("show", id) }];
    case "leaking":
      return [
        { do: "See which calls got through, and end what they have opened", command: responder("show", id) },
        lift,
      ];
    case "refused":
      return [show, { do: "If it is a leak, contain it by hand, or ask for it", command: "responder contain --help" }];
    case "unproven":
      return [show, { do: "Read the trail again", command: responder("verify", id) }];
    case "lifted":
      return [{ do: "See what was given back, and what stays", command: responder("show", id) }];
    case "undone":
      return [{ do: "See who has undone what", command: responder("show", id) }, lift];
    default:
      return inForce(incident).length === 0 ? [show] : [show, ...leftOf(incident), lift];
  }
}

function leftOf({ residual, id }: Incident): readonly Next[] {
  const count = residual?.items.length ?? 0;
  if (count === 0) return [];
  return [
    { do: `End what the deny does not end: ${counted(count, "thing", "things")}`, command: responder("show", id) },
  ];
}

function liftCommand(id: string): string {
  return responder("lift", id, "--false-alarm", "--reason", "why");
}

function responder(...words: readonly string[]): string {
  return commandLine("responder", ...words);
}

/** Reasons are written as sentences or as parts of one. */
function sentence(text: string): string {
  const shown = plainText(text, 300);
  return /[.!?…]$/.test(shown) ? shown : `${shown}.`;
}

function counted(count: number, one: string, many: string): string {
  return `${count} ${count === 1 ? one : many}`;
}
