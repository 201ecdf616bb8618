// The nodes of the graph of sessions: one for each credential, with what a person reads on it.
import type { Presented } from "../answers.ts";
import type { NodeForm } from "../trace/graph.ts";
import { plainText } from "../words/plain-text.ts";
import { who } from "../words/whose.ts";
import { type Fate, nodeIdOf, type Origin, type Session, stateOf } from "./session-state.ts";

export type GraphNode = {
  readonly id: string;
  /** The node that opened it; always one of the graph. */
  readonly parent?: string;
  readonly origin: Origin;
  readonly fate: Fate;
  /** The role or user, and which of its credentials. */
  readonly title: string;
  readonly subtitle: string;
  readonly key: string;
  readonly facts: readonly string[];
  /** What became of it. */
  readonly verdict: string;
  /** All of it in a sentence. */
  readonly words: string;
  /** Nodes that look alike are drawn as one where there are too many. */
  readonly group: string;
  /** How many it stands for. */
  readonly count: number;
};

/** `now` in milliseconds. Texts are cleaned and not cut. */
export function graphNodes(incident: Presented, now: number): readonly GraphNode[] {
  const sessions: readonly Session[] = incident.sessions.length > 0 ? incident.sessions : [unnamed(incident)];
  const ids = new Set(sessions.map(nodeIdOf));
  return sessions.map((session) => nodeOf(incident, session, ids, now));
}

/** No alert names a key: the principal stands for its credential. */
function unnamed({ principal }: Presented): Session {
  return { accessKeyId: undefined, principal, region: undefined };
}

function nodeOf(incident: Presented, session: Session, ids: ReadonlySet<string>, now: number): GraphNode {
  const { origin, fate, at, letThrough } = stateOf(incident, session, now);
  const parent =
    "parent" in session && session.parent !== undefined && ids.has(session.parent) ? session.parent : undefined;
  const { principal } = session;
  const verdict = letThrough ? `let through at ${clock(incident, at)}` : verdictOf(incident, session, fate, at);
  const subtitle = subtitleOf(session);
  const key = session.accessKeyId === undefined ? "no key id is known" : plainText(session.accessKeyId);
  const title = titleOf(session);
  return {
    id: nodeIdOf(session),
    ...(parent === undefined || origin === "leaked" ? {} : { parent }),
    origin,
    fate,
    title,
    subtitle,
    key,
    facts: factsOf(incident, session),
    verdict,
    words: `${ORIGIN_WORDS[origin]}: ${who(principal)}${session.accessKeyId === undefined ? "" : `, key ${key}`}; ${verdict}.`,
    group: [parent, title, fate, origin].join("|"),
    count: 1,
  };
}

export const ORIGIN_WORDS: Readonly<Record<Origin, string>> = {
  leaked: "Leaked",
  undid: "Undid a step",
  opened: "Opened with it",
  likely: "Likely opened with it",
};

/** Whose credential it is, in a few words. */
export function titleOf({ principal }: Session): string {
  const { kind } = principal;
  const name =
    "name" in principal && principal.name !== undefined ? principal.name : "id" in principal ? principal.id : undefined;
  const noun = kind === "identity-center-user" ? "role" : kind.replaceAll("-", " ");
  return plainText(name === undefined || name === "" ? `a ${noun}` : `${noun} ${name}`);
}

function subtitleOf(session: Session): string {
  const { principal } = session;
  const form = "form" in session ? FORM_WORDS[session.form] : "";
  if ("session" in principal && principal.session !== undefined) {
    return plainText(`${form === "" ? "session" : form} ${principal.session}`);
  }
  if (form !== "") return form;
  return session.accessKeyId?.startsWith("AKIA")
    ? "long-term key"
    : session.accessKeyId === undefined
      ? ""
      : "temporary key";
}

/** Where the key says it all, nothing. */
const FORM_WORDS: Readonly<Record<NodeForm, string>> = {
  key: "",
  session: "session",
  "service-session": "runs in AWS:",
  "service-role": "handed to a service",
  "console-user": "console password set",
  "console-session": "sign-in to the console",
  "trusting-role": "its trust policy was written",
  "source-identity": "same source identity",
  "web-identity": "came in by web identity",
  "saml-user": "came in by SAML",
  jwt: "token for use outside AWS",
};

function factsOf(incident: Presented, session: Session): readonly string[] {
  const { issuedAt, region, principal } = session;
  const expiresAt = "expiresAt" in session ? session.expiresAt : undefined;
  const times = [
    ...(issuedAt === undefined ? [] : [`issued ${clock(incident, issuedAt)}`]),
    ...(expiresAt === undefined ? [] : [`ends ${clock(incident, expiresAt)}`]),
  ].join(" · ");
  const account = "account" in principal ? principal.account : undefined;
  const calls =
    "calls" in session && typeof session.calls === "number"
      ? [session.calls === 0 ? "no call seen" : session.calls === 1 ? "1 call" : `${session.calls} calls`]
      : [];
  const places = [
    ...(account === undefined || account === incident.account ? [] : [plainText(account)]),
    ...(region === undefined || region === "unknown" ? [] : [plainText(region)]),
    ...calls,
  ].join(" · ");
  return [times, places].filter((fact) => fact !== "");
}

function verdictOf(incident: Presented, session: Session, fate: Fate, at: string | undefined): string {
  switch (fate) {
    case "dead":
      return session.accessKeyId?.startsWith("AKIA")
        ? `inactive since ${clock(incident, at)}`
        : `denied since ${clock(incident, at)}`;
    case "ended":
      return `ended by itself ${clock(incident, at)}`;
    case "asked":
      return "a person is asked: not denied";
    case "alive":
      return "not denied";
  }
}

/** The day too, where it is another than the incident's first. */
function clock({ openedAt }: Presented, at: string | undefined): string {
  if (at === undefined || Number.isNaN(Date.parse(at))) return "an unknown time";
  const iso = new Date(at).toISOString();
  return iso.slice(0, 10) === openedAt.slice(0, 10) ? iso.slice(11, 19) : `${iso.slice(5, 10)} ${iso.slice(11, 19)}`;
}
