// The sessions of an incident as a tree: who opened what, where, until when it is good, and whether it is denied.
import type { Presented } from "../../lambda/answers.ts";
import { inForce } from "../../lambda/incident.ts";
import { who } from "../../lambda/words/whose.ts";
import type { Paint, Printer } from "../output/printer.ts";
import { LIKELY, showTree } from "./session-tree.ts";

type Session = Presented["sessions"][number];

/** `now` in milliseconds: what has expired by then is dead. */
export function showSessions(to: Printer, incident: Presented, now: number): void {
  const { sessions } = incident;
  if (sessions.length === 0) {
    to.line("  No credential is known by its key, and CloudTrail has shown none.");
    return;
  }
  const branches = sessions.map((session) => ({
    id: idOf(session),
    parent: "parent" in session ? session.parent : undefined,
    head: headOf(session),
    details: detailsOf(session, incident, now, to.paint),
  }));
  showTree(to, branches);
}

function idOf(session: Session): string {
  return "node" in session ? session.node : (session.accessKeyId ?? "");
}

function headOf(session: Session): string {
  const { accessKeyId, principal } = session;
  return [
    accessKeyId ?? "(no key is known)",
    who(principal),
    "how" in session && session.how === "likely" ? LIKELY : "",
  ]
    .filter((part) => part !== "")
    .join("  ");
}

function detailsOf(session: Session, incident: Presented, now: number, paint: Paint): readonly string[] {
  const { issuedAt, region } = session;
  const expiresAt = "expiresAt" in session ? session.expiresAt : undefined;
  const seen = "calls" in session && session.calls ? `${session.calls} calls, the last ${session.lastSeen ?? ""}` : "";
  const addresses = "sourceIps" in session ? (session.sourceIps ?? []).join(", ") : "";
  const times = [
    issuedAt ? `issued ${issuedAt}` : "",
    expiresAt ? `good until ${expiresAt}` : "",
    region && region !== "unknown" ? `in ${region}` : "",
  ];
  const [style, text] = stateOf(session, incident, now);
  return [
    paint(style, text),
    times.filter((part) => part !== "").join(", "),
    [seen, addresses ? `from ${addresses}` : ""].filter((part) => part !== "").join(", "),
  ].filter((line) => line !== "");
}

/** By the steps that stand now. */
function stateOf(session: Session, incident: Presented, now: number): readonly ["green" | "red" | "dim", string] {
  const expiresAt = "expiresAt" in session ? session.expiresAt : undefined;
  if (expiresAt !== undefined && Date.parse(expiresAt) <= now) return ["dim", "dead: it has expired"];
  const deny = inForce(incident).find(({ step }) => isOn(step, session));
  if (!deny) return ["red", "alive: no deny of this incident is on it"];
  if (deny.type === "deactivate-key") return ["green", "dead: the key is inactive"];
  const cutoff = "cutoff" in deny.step ? deny.step.cutoff : undefined;
  if (cutoff === undefined) return ["green", "denied"];
  if (session.issuedAt !== undefined && session.issuedAt >= cutoff) return ["red", `alive: it began after ${cutoff}`];
  return ["green", `denied: it began before ${cutoff}`];
}

type Step = Presented["steps"][number]["step"];

function isOn(step: Step, { principal, accessKeyId }: Session): boolean {
  const name = "name" in principal ? principal.name : undefined;
  const session = "session" in principal ? principal.session : undefined;
  if (step.type === "deactivate-key") return step.accessKeyId === accessKeyId;
  if (step.type === "deny-assume" || step.type === "deny-outsiders" || step.type === "disable-console") return false;
  if (step.type === "deny-by-scp") return principal.kind === "root";
  if (step.type === "deny-sessions-by-scp") return "id" in principal && principal.id === step.principalId;
  if (step.type === "deny-permission-set") return name === step.roleName;
  if ("userName" in step) return userOf(principal) === step.userName && !(accessKeyId ?? "").startsWith("AKIA");
  if (principal.kind !== "role" || name !== step.roleName) return false;
  return !("session" in step) || step.session === undefined || step.session === session;
}

function userOf(principal: Session["principal"]): string | undefined {
  if (principal.kind === "user") return principal.name;
  return principal.kind === "federated-user" && "issuer" in principal ? principal.issuer : undefined;
}
