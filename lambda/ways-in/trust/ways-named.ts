// A trust policy read as ways in: everybody whom it names, before anybody else's policies are asked.

import type { AssumeCall, WayIn, WayInKind } from "../way-in.ts";
import { accountNamed, callerNamed, sessionNamed } from "./caller.ts";
import { inWords } from "./condition.ts";
import { ASSUME_CALLS, covers, type Trust, type TrustPrincipal, type TrustStatement } from "./read-trust.ts";
import { shown } from "./shown.ts";

/** `open`: as far as the trust policy alone says; whom it lets in is `not-visible` until somebody has looked. */
export type NamedWay = Omit<WayIn, "role" | "ofIncident">;

/** One for each name, call and set of conditions. What surely lets nobody in is said with the reason. */
export function waysNamed(trust: Trust): readonly NamedWay[] {
  const ways = trust.statements.flatMap((statement) =>
    statement.effect === "Allow" ? waysOf(statement).map((way) => openToAll(withDenies(way, trust))) : [],
  );
  return ways.filter(
    (way, index) => !ways.some((other, at) => makesNeedless(other, way) && (at < index || !same(other, way))),
  );
}

function waysOf(statement: TrustStatement): readonly NamedWay[] {
  const conditions = [...statement.unknown, ...statement.conditions.map(inWords)];
  if (statement.butThese) {
    const names = statement.principals.map(({ name }) => shown(name)).join(", ");
    const everybody = {
      kind: "anybody",
      who: "*",
      open: "not-visible",
      conditions: [`not ${names}`, ...conditions],
    } as const;
    return ASSUME_CALLS.filter((call) => covers(statement, call)).map((call) => ({ ...everybody, call }));
  }
  return statement.principals.flatMap((principal) =>
    callsOf(principal)
      .filter((call) => covers(statement, call))
      .map((call) => ({
        ...read(principal),
        call,
        conditions: [...(read(principal).conditions ?? []), ...conditions],
      })),
  );
}

/** https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html, …WithSAML.html, …WithWebIdentity.html */
function callsOf({ type, name }: TrustPrincipal): readonly AssumeCall[] {
  if (type === "Federated") {
    if (name.includes(":saml-provider/")) return ["sts:AssumeRoleWithSAML"];
    return name.includes(":oidc-provider/") || /^[\w.-]+$/.test(name)
      ? ["sts:AssumeRoleWithWebIdentity"]
      : ["sts:AssumeRoleWithSAML", "sts:AssumeRoleWithWebIdentity"];
  }
  return type === "AWS" && name === "*" ? ASSUME_CALLS : ["sts:AssumeRole"];
}

type Reading = Pick<NamedWay, "kind" | "who" | "open" | "denied"> & { readonly conditions?: readonly string[] };

function read({ type, name }: TrustPrincipal): Reading {
  const trusted = (kind: WayInKind, who = name): Reading => ({ kind, who, open: "not-visible" });
  if (type === "Service") return trusted("service");
  if (type === "Federated") return trusted("identity-provider");
  if (type === "CanonicalUser") return trusted("account", `canonical user ${name}`);
  if (type !== "AWS") return strange(`${type} ${name}`);
  const account = accountNamed(name);
  if (name === "*") return trusted("anybody");
  if (account !== undefined) return trusted("account", account);
  // A user or role that was deleted stands as its unique id, and whoever is made anew under the name has another.
  // https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html#principal-roles
  if (/^(AIDA|AROA)\w+$/.test(name)) return closed(name, "It was deleted: nobody comes in under a unique id.");
  // "You cannot call any STS operations except GetCallerIdentity" with what GetFederationToken gives.
  // https://docs.aws.amazon.com/STS/latest/APIReference/API_GetFederationToken.html
  if (/^arn:[^:]+:sts::\d{12}:federated-user\//.test(name)) return closed(name, "A federated user can assume no role.");
  return callerNamed(name) || sessionNamed(name) ? trusted("principal") : strange(name);
}

function closed(who: string, denied: string): Reading {
  return { kind: "principal", who, open: "no", denied };
}

function strange(who: string): Reading {
  return { kind: "principal", who, open: "depends", conditions: ["this form of a principal is not understood"] };
}

/** A Deny for the very same name or for everybody closes a way; any other that may speak of it is a reserve. */
function withDenies(way: NamedWay, { statements }: Trust): NamedWay {
  const denies = statements.filter((one) => one.effect === "Deny" && covers(one, way.call) && speaksOf(one, way));
  const sure = denies.find(({ conditions, unknown }) => conditions.length === 0 && unknown.length === 0);
  if (way.open === "no") return way;
  if (sure) return { ...way, open: "no", denied: `Statement ${sure.number} of the trust policy denies it.` };
  const doubts = denies.map(({ number, conditions, unknown }) => {
    return `not refused by statement ${number}: ${[...unknown, ...conditions.map(inWords)].join("; ")}`;
  });
  return { ...way, conditions: [...way.conditions, ...doubts] };
}

/** In the role's own account nothing else is needed, and whoever comes from another one has made its policies himself. */
function openToAll(way: NamedWay): NamedWay {
  if (way.kind !== "anybody" || way.call !== "sts:AssumeRole" || way.open === "no") return way;
  return { ...way, open: way.conditions.length === 0 ? "yes" : "depends" };
}

function speaksOf({ principals, butThese }: TrustStatement, { kind, who }: NamedWay): boolean {
  if (butThese) return true;
  return principals.some((principal) => {
    const denied = read(principal);
    if (denied.kind === "anybody" || (denied.kind === kind && denied.who === who)) return true;
    return denied.kind === "account" && kind === "principal" && who.split(":")[4] === denied.who;
  });
}

/** The same name by the same call without conditions says it all. */
function makesNeedless(one: NamedWay, other: NamedWay): boolean {
  const isSameName = one.kind === other.kind && one.who === other.who && one.call === other.call;
  return one !== other && isSameName && (one.conditions.length === 0 || same(one, other));
}

function same(one: NamedWay, other: NamedWay): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
