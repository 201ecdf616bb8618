// The whole service for a test: a local AWS, the responder in it as deployed, and a role to leak.
import { ListTablesCommand } from "@aws-sdk/client-dynamodb";
import { DisableRuleCommand, EnableRuleCommand, PutEventsCommand } from "@aws-sdk/client-eventbridge";
import { CreateRoleCommand, PutRolePolicyCommand } from "@aws-sdk/client-iam";
import { InvokeCommand } from "@aws-sdk/client-lambda";
import { AssumeRoleCommand } from "@aws-sdk/client-sts";
import type { CallerProof } from "../../lambda/caller-identity.ts";
import type { Deps } from "../../lambda/deps.ts";
import type { Incident } from "../../lambda/incident.ts";
import { createLog } from "../../lambda/log.ts";
import { emfMetrics } from "../../lambda/metrics.ts";
import { presignCaller } from "../../lambda/presign-caller.ts";
import { keysOf } from "../../local/clients.ts";
import { handlerFor } from "../../local/direct-aws.ts";
import { installResponder } from "../../local/install-responder.ts";
import { ingestEmbeddedMetrics } from "../../mock-aws/cloudwatch/embedded-metrics.ts";
import type { LocalAwsOptions } from "../../mock-aws/local-aws.ts";
import { memoryLedger } from "../../simulate/memory-ledger.ts";
import { type EmfLine, readEmf } from "./emf.ts";
import { type Clients, type Keys, startLocalAws, type TestAws } from "./local-aws.ts";

export type TestService = TestAws & {
  readonly deps: Deps;
  /** Every line of the responder's log, parsed. */
  readonly log: readonly Readonly<Record<string, unknown>>[];
  /** Every line of metrics that the function has written, parsed, where it is measured. */
  readonly emf: readonly EmfLine[];
  /** The name of the ledger's table. */
  ledgerTable(): Promise<string>;
  /** A role that the account trusts, with these permissions. */
  createRole(name: string, actions?: readonly string[]): Promise<{ readonly arn: string; readonly id: string }>;
  /** A new session of the role, opened by the administrator. */
  assume(roleName: string, sessionName: string): Promise<Clients>;
  /** The incident that was opened last, with its entries. */
  incident(): Promise<Incident>;
  /** Hours pass without a heartbeat, and then two: for stories in which nothing happens meanwhile. */
  sleepThrough(hours: number): Promise<void>;
  /** Straight to the function, as a person would invoke it: the answer or the error comes back. */
  invoke(event: unknown): Promise<Readonly<Record<string, unknown>>>;
  /** Who the holder of the keys is, proven for one request about one incident. */
  prove(action: string, incident: string, keys?: Keys): Promise<CallerProof>;
  /** An event on the default bus of the home Region, delivered when the clock has moved a little. */
  deliver(event: { readonly source: string; readonly "detail-type": string; readonly detail: unknown }): Promise<void>;
};

const FUNCTION = "credential-leak-responder";

export const ACCOUNT_TRUST = policy({ Effect: "Allow", Principal: { AWS: "111122223333" }, Action: "sts:AssumeRole" });

export function policy(...statements: readonly object[]): string {
  return JSON.stringify({ Version: "2012-10-17", Statement: statements });
}

export async function startService(options: LocalAwsOptions & ServiceOptions = {}): Promise<TestService> {
  return serviceOn(await startLocalAws(options), options.config, options);
}

export type ServiceOptions = {
  readonly config?: unknown;
  /** With what stands beside it: runbooks, drills and alarms, which hear what is measured. */
  readonly whole?: boolean;
  /** Keep what is measured: it costs a tenth of a quiet minute. */
  readonly measured?: boolean;
  /**
   * The responder's own calls go over sockets too, for stories in which connections break. Else they are handed over in this
   * process, signed and in the wire's form, which takes a third less; everybody else's always go over sockets.
   */
  readonly sockets?: boolean;
  /**
   * The ledger's table is the local AWS's own, for whoever looks into it, has it fail, or deploys what reads it; so it is with
   * the whole, what is measured or told, and sockets. Else it is in memory, and a quiet hour takes half: test/simulate/memory-ledger.test.ts holds
   * that both answer alike.
   */
  readonly dynamodb?: boolean;
  /** People are told what happens; as the whole unless said. */
  readonly messages?: boolean;
  /** How the webhook is reached. */
  readonly fetch?: typeof fetch;
};

/** Before the next attempt of a call: the stories' clock stands still meanwhile, so that waiting would change nothing. */
const pause = () => Promise.resolve();

/** The responder in a local AWS that is there already. */
export async function serviceOn(
  aws: TestAws,
  config: unknown = {},
  options: ServiceOptions = {},
): Promise<TestService> {
  const { whole = false, measured = whole, messages = whole, sockets = false, fetch: reach } = options;
  const { dynamodb = whole || measured || messages || sockets } = options;
  const log: Record<string, unknown>[] = [];
  const write = (line: string) => void log.push(JSON.parse(line));
  const emf: EmfLine[] = [];
  const metrics = emfMetrics({
    now: aws.now,
    write(line) {
      emf.push(readEmf(line));
      if (whole) ingestEmbeddedMetrics(aws.aws.world(), "111122223333", "us-east-1", line);
    },
    failed: (error) => {
      throw error;
    },
  });
  const reached = { ...aws, ...(sockets ? {} : { requestHandler: handlerFor(aws.aws) }), pause };
  const deps = await installResponder(reached, {
    log: createLog("info", { to: { write }, now: aws.now }),
    ...(measured ? { metrics } : {}),
    config,
    ...(dynamodb ? {} : { ledger: memoryLedger() }),
    whole,
    messages,
    ...(reach ? { fetch: reach } : {}),
  });
  return {
    ...aws,
    deps,
    log,
    emf,
    async ledgerTable() {
      const { TableNames: [name] = [] } = await aws.admin.dynamodb.send(new ListTablesCommand({}));
      if (name === undefined) throw new Error("There is no table.");
      return name;
    },
    async createRole(name, actions = ["secretsmanager:*", "s3:*", "iam:Get*"]) {
      const { Role } = await aws.admin.iam.send(
        new CreateRoleCommand({ RoleName: name, AssumeRolePolicyDocument: ACCOUNT_TRUST }),
      );
      const work = policy({ Effect: "Allow", Action: actions, Resource: "*" });
      await aws.admin.iam.send(new PutRolePolicyCommand({ RoleName: name, PolicyName: "work", PolicyDocument: work }));
      return { arn: Role?.Arn ?? "", id: Role?.RoleId ?? "" };
    },
    async assume(roleName, sessionName) {
      const RoleArn = `arn:aws:iam::111122223333:role/${roleName}`;
      const { Credentials } = await aws.admin.sts.send(
        new AssumeRoleCommand({ RoleArn, RoleSessionName: sessionName }),
      );
      return aws.as(keysOf(Credentials));
    },
    async incident() {
      const [head] = await deps.ledger.list(1);
      const incident = head && (await deps.ledger.read(head.id));
      if (!incident) throw new Error(`There is no incident. The log says: ${JSON.stringify(log)}`);
      return incident;
    },
    async sleepThrough(hours) {
      const rule = { Name: "credential-leak-responder-heartbeat" };
      await aws.admin.events.send(new DisableRuleCommand(rule));
      await aws.advance(hours * 3600);
      await aws.admin.events.send(new EnableRuleCommand(rule));
      await aws.advance(121);
    },
    async invoke(event) {
      const Payload = Buffer.from(typeof event === "string" ? event : JSON.stringify(event));
      const answer = await aws.admin.lambda.send(new InvokeCommand({ FunctionName: FUNCTION, Payload }));
      const payload = JSON.parse(Buffer.from(answer.Payload ?? []).toString());
      return { failed: answer.FunctionError !== undefined, ...payload };
    },
    prove: (action, incident, keys = aws.admin.keys) =>
      presignCaller({ action, incident }, { credentials: keys, region: "us-east-1", endpoint: aws.endpoint }),
    async deliver(event) {
      const entry = { Source: event.source, DetailType: event["detail-type"], Detail: JSON.stringify(event.detail) };
      await aws.admin.events.send(new PutEventsCommand({ Entries: [entry] }));
      await aws.advance(1);
    },
  };
}
