// Every form of node, and how it is followed.
import type { NodeForm, RecordedCall, TraceNode } from "../graph.ts";
import { isSamePrincipal, isTemporary, signerOf } from "../identity.ts";
import type { Opened } from "../opens/opened.ts";
import { textAt } from "../record-text.ts";
import { type Follower, issuedKey, type Question, signingKey } from "./follower.ts";

/** CloudTrail's "user name" is the user's, a session's, or the subject's of whoever came in without a key. */
function byUsername(value: string | undefined): readonly Question[] {
  return value === undefined ? [] : [{ attribute: "Username", value }];
}

function byResource(value: string | undefined): readonly Question[] {
  return value === undefined ? [] : [{ attribute: "ResourceName", value }];
}

/** Its own calls; and, for one that an alert has named, the call that gave it out. */
const KEY: Follower = {
  questions: ({ accessKeyId, how, origin }) => {
    if (accessKeyId === undefined) return [];
    const seeksOrigin = how === "alert" && isTemporary(accessKeyId) && !origin;
    return [{ attribute: "AccessKeyId", value: accessKeyId }, ...(seeksOrigin ? byResource(accessKeyId) : [])];
  },
  credentials: () => [],
};

const SESSION: Follower = {
  questions: ({ principal }) => byUsername(principal.session),
  credentials: ({ principal }, call) => {
    const signer = signerOf(call);
    return signer && isSamePrincipal(principal, signer) ? signingKey(call, "issued") : [];
  },
};

/**
 * Of a role that was handed over by its name the path is not known. It is looked for without one, and in that of the roles
 * that AWS's console makes for services.
 */
function arnsOf({ arn, account, name }: TraceNode["principal"], region = ""): readonly string[] {
  if (arn !== undefined) return [arn];
  const partition = region.startsWith("cn-") ? "aws-cn" : region.startsWith("us-gov-") ? "aws-us-gov" : "aws";
  return name === undefined
    ? []
    : ["", "service-role/"].map((path) => `arn:${partition}:iam::${account}:role/${path}${name}`);
}

/** What was signed in its name, and what the service asked STS for: that names the role before anything is signed. */
const SERVICE_SESSION: Follower = {
  questions: ({ principal: { session } }) => [...byUsername(session), ...byResource(session)],
  credentials: ({ principal }, call) => {
    const signer = signerOf(call);
    if (signer?.kind === "role") return isSamePrincipal(principal, signer) ? signingKey(call, "likely") : [];
    if (signer?.kind !== "aws-service") return [];
    return issuedKey(call).filter((opened) => isSamePrincipal(principal, opened.principal));
  },
};

const SERVICE_ROLE: Follower = {
  questions: ({ principal, region }) => arnsOf(principal, region).flatMap(byResource),
  credentials: ({ principal, about }, call) => {
    if (signerOf(call)?.name !== about) return [];
    return issuedKey(call).filter((opened) => isSamePrincipal(principal, opened.principal));
  },
};

const CONSOLE_USER: Follower = {
  questions: ({ principal }) => byUsername(principal.name),
  credentials: ({ principal }, call) => consoleKey(principal, call),
};

const CONSOLE_SESSION: Follower = {
  questions: ({ principal: { session, name } }) => byUsername(session ?? name),
  credentials: ({ principal }, call) => consoleKey(principal, call),
};

function consoleKey(principal: TraceNode["principal"], call: RecordedCall): readonly Opened[] {
  const signer = signerOf(call);
  const isOurs = call.fromConsole && isTemporary(call.accessKeyId) && signer && isSamePrincipal(principal, signer);
  return isOurs ? signingKey(call, "likely") : [];
}

/** Services that assume the role for its own work did so before. */
const TRUSTING_ROLE: Follower = {
  questions: ({ principal }) => byResource(principal.arn),
  credentials: ({ principal }, call) => {
    if (signerOf(call)?.kind === "aws-service") return [];
    return issuedKey(call).filter((opened) => isSamePrincipal(principal, opened.principal));
  },
};

const SOURCE_IDENTITY: Follower = {
  questions: ({ principal }) => byResource(principal.arn),
  credentials: ({ principal, about }, call) =>
    issuedKey(call).filter((opened) => opened.sourceIdentity === about && isSamePrincipal(principal, opened.principal)),
};

const WITHOUT_KEY: Follower = {
  questions: ({ principal }) => byUsername(principal.name),
  credentials: ({ principal }, call) => {
    const signer = signerOf(call);
    const isEntry = textAt(call.record, "eventSource") === "sts.amazonaws.com";
    return isEntry && signer && isSamePrincipal(principal, signer) ? issuedKey(call) : [];
  },
};

const NOT_FOLLOWED: Follower = { questions: () => [], credentials: () => [] };

export const FOLLOWERS: Readonly<Record<NodeForm, Follower>> = {
  key: KEY,
  session: SESSION,
  "service-session": SERVICE_SESSION,
  "service-role": SERVICE_ROLE,
  "console-user": CONSOLE_USER,
  "console-session": CONSOLE_SESSION,
  "trusting-role": TRUSTING_ROLE,
  "source-identity": SOURCE_IDENTITY,
  "web-identity": WITHOUT_KEY,
  "saml-user": WITHOUT_KEY,
  jwt: NOT_FOLLOWED,
};
