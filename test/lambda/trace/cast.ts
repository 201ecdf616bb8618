// An intruder with stolen credentials in an organization of the local AWS, and the responder that traces them.
import { CreateRoleCommand, PutRolePolicyCommand } from "@aws-sdk/client-iam";
import { AssumeRoleCommand, GetCallerIdentityCommand } from "@aws-sdk/client-sts";
import { EMPTY_GRAPH, type TraceGraph, type TraceNode } from "../../../lambda/trace/graph.ts";
import { lookupSource } from "../../../lambda/trace/lookup-source.ts";
import { type Start, type Walk, type WalkOptions, walk } from "../../../lambda/trace/walk.ts";
import { wholeTrail } from "../../../mock-aws/cloudtrail/trail.ts";
import type { LocalAwsOptions } from "../../../mock-aws/local-aws.ts";
import type { Clients, Keys } from "../../support/local-aws.ts";
import { keysOf, policy } from "../../support/session.ts";
import { HOME, type Scene, startScene } from "../identify/scene.ts";

export type TraceOptions = Partial<WalkOptions> & {
  readonly members?: readonly string[];
  readonly mostPages?: number;
};

export type Cast = Scene & {
  /** What is known once CloudTrail has caught up: six minutes pass first. */
  trace(starts: readonly Start[], options?: TraceOptions): Promise<Walk>;
  /** The same without waiting. */
  traceNow(starts: readonly Start[], options?: TraceOptions): Promise<Walk>;
  /** A role that everybody in the account of `iam` and in these accounts may assume, allowed everything. */
  createRole(admin: Clients, name: string, trusted?: readonly string[]): Promise<void>;
  assume(by: Clients, account: string, role: string, session?: string, region?: string): Promise<Clients>;
  /** Calls of this name that AWS refused for this reason, by anybody. */
  refusals(eventName: string, errorCode: string): number;
  /** The iso time now. */
  time(): string;
};

export async function startCast(options: LocalAwsOptions = {}): Promise<Cast> {
  const scene = await startScene(options);
  const reached = new Map<string, ReturnType<Scene["places"]>>();
  /** One for the whole process, as deployed: who reads the same account shares its clients. */
  function placesOf(members: readonly string[] = []) {
    const known = reached.get(members.join()) ?? scene.places(members);
    reached.set(members.join(), known);
    return known;
  }

  async function traceNow(starts: readonly Start[], { members, mostPages, ...more }: TraceOptions = {}) {
    const pace = { now: scene.now, sleep: (ms: number) => scene.advance(ms / 1000) };
    const places = await placesOf(members);
    const source = lookupSource({ places, pace, ...(mostPages === undefined ? {} : { mostPages }) });
    return walk({ known: EMPTY_GRAPH, starts, source, now: scene.now, budgetMs: 10 * 60_000, ...more });
  }
  return {
    ...scene,
    traceNow,
    async trace(starts, more) {
      await scene.advance(360);
      return traceNow(starts, more);
    },
    async createRole({ iam }, RoleName, trusted = []) {
      const accounts = [HOME, ...trusted];
      const trust = {
        Effect: "Allow",
        Principal: { AWS: accounts },
        Action: ["sts:AssumeRole", "sts:SetSourceIdentity"],
      };
      await iam.send(new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument: policy(trust) }));
      const PolicyDocument = policy({ Effect: "Allow", Action: "*", Resource: "*" });
      await iam.send(new PutRolePolicyCommand({ RoleName, PolicyName: "work", PolicyDocument }));
    },
    async assume({ keys }, account, role, session = "worker", region = "us-east-1") {
      const RoleArn = `arn:aws:iam::${account}:role/${role}`;
      const command = new AssumeRoleCommand({ RoleArn, RoleSessionName: session });
      return scene.as(keysOf((await scene.as(keys, region).sts.send(command)).Credentials));
    },
    refusals: (eventName, errorCode) =>
      wholeTrail(scene.aws.world()).filter(
        ({ record }) => record.eventName === eventName && record.errorCode === errorCode,
      ).length,
    time: () => new Date(scene.now()).toISOString(),
  };
}

/** A session of a role as an alert names it. */
export function leakedSession({ accessKeyId }: Keys, name: string, since: string, session = "worker"): Start {
  return { principal: { kind: "role", account: HOME, name, session }, accessKeyId, issuedAt: since, since };
}

export function leakedUser({ accessKeyId }: Keys, name: string, since: string): Start {
  return { principal: { kind: "user", account: HOME, name }, accessKeyId, since };
}

/** A call that leaves a line on the trail and needs no permission. */
export function use(who: Clients): Promise<unknown> {
  return who.sts.send(new GetCallerIdentityCommand({}));
}

export function nodeOf({ nodes }: TraceGraph, id: string): TraceNode | undefined {
  return nodes.find((node) => node.id === id);
}

/** `role/session` of each key in the graph, or the user's name: in the order in which they were found. */
export function keyNames({ nodes }: TraceGraph): readonly string[] {
  return nodes.flatMap(({ form, principal: { name = "?", session } }) =>
    form === "key" ? (session === undefined ? name : `${name}/${session}`) : [],
  );
}
