// ssm:StartAutomationExecution — https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_StartAutomationExecution.html
import { z } from "zod";
import { AwsError, NotImplementedError } from "../aws-error.ts";
import { uuid } from "../ids.ts";
import { oneOf, text } from "../input.ts";
import { type Call, operation } from "../operation.ts";
import { PARTITION } from "../world.ts";
import { actorOf } from "./actor.ts";
import { accessToPass, documentArn, documentName, documentNamed, documentVersion, versionOf } from "./documents.ts";
import { type Execution, executions } from "./executions.ts";
import { readParameters } from "./parameters.ts";
import { resolve } from "./references.ts";
import { start } from "./run.ts";

const NOT_DONE = [
  ...["ClientToken", "TargetParameterName", "Targets", "TargetMaps", "MaxConcurrency", "MaxErrors"],
  ...["TargetLocations", "TargetLocationsURL", "Tags", "AlarmConfiguration"],
];

const input = z.strictObject({
  DocumentName: documentName,
  DocumentVersion: documentVersion.optional(),
  Parameters: z.record(text({ min: 1, max: 50 }), z.array(text({ max: 512 })).max(200)).default({}),
  Mode: oneOf(["Auto", "Interactive"]).optional(),
  ...Object.fromEntries(NOT_DONE.map((name) => [name, z.unknown().optional()])),
});

type Input = z.infer<typeof input>;

export const startAutomationExecution = operation({
  name: "StartAutomationExecution",
  readOnly: false,
  input,
  /**
   * The document and the execution that is to be; an older page names the automation-definition instead.
   * https://docs.aws.amazon.com/systems-manager/latest/userguide/automation-setup-identity-based-policies.html
   */
  authorize(wish, call) {
    const { caller, region } = call;
    const action = "ssm:StartAutomationExecution";
    const execution = `arn:${PARTITION}:ssm:${region}:${caller.account}:automation-execution/*`;
    return [
      { action, resource: documentArn(caller.account, region, wish.DocumentName) },
      { action, resource: execution },
      ...accessToPass(givenRole(wish, call)),
    ];
  },
  run(wish, call) {
    for (const name of NOT_DONE) {
      if (Reflect.get(wish, name) !== undefined)
        throw new NotImplementedError(`ssm:StartAutomationExecution with ${name}`);
    }
    if (wish.Mode === "Interactive") throw new NotImplementedError("interactive executions");
    const { world, caller, region, now } = call;
    const { name, version } = definitionOf(wish, call);
    const { runbook } = version;
    const parameters = readParameters(runbook, wish.Parameters);
    const execution: Execution = {
      id: uuid(world.random),
      account: caller.account,
      region,
      document: { name, version: String(version.number) },
      runbook,
      sent: sentWithDefaults(parameters),
      parameters,
      startedBy: caller,
      roleArn: roleOf(runbook.assumeRole, parameters),
      startedAt: now,
      status: "InProgress",
      steps: [],
    };
    actorOf(world, execution); // A role that cannot be assumed is told at once.
    executions(world, caller.account).set(execution.id, execution);
    start(world, execution);
    return { AutomationExecutionId: execution.id };
  },
});

/** Throws AutomationDefinitionNotFoundException or AutomationDefinitionVersionNotFoundException. */
function definitionOf({ DocumentName, DocumentVersion }: Input, call: Call) {
  const document = documentNamed(DocumentName, call);
  if (!document) {
    throw new AwsError("AutomationDefinitionNotFoundException", `Automation definition ${DocumentName} was not found.`);
  }
  const version = versionOf(document, DocumentVersion);
  if (version) return { name: document.name, version };
  const message = `Automation definition ${DocumentName} has no version ${DocumentVersion}.`;
  throw new AwsError("AutomationDefinitionVersionNotFoundException", message);
}

function roleOf(assumeRole: string | undefined, parameters: ReadonlyMap<string, unknown>): string | undefined {
  const role = assumeRole === undefined ? "" : String(resolve(assumeRole, (name) => parameters.get(name) ?? ""));
  return role === "" ? undefined : role;
}

/** Where a parameter says which role, its value is passed by whoever starts. */
function givenRole({ DocumentName, DocumentVersion, Parameters }: Input, call: Call): string | undefined {
  const document = documentNamed(DocumentName, call);
  const runbook = document && versionOf(document, DocumentVersion)?.runbook;
  if (!runbook?.assumeRole?.includes("{{")) return undefined;
  const defaults = [...runbook.parameters].map(([name, parameter]) => [name, parameter.default] as const);
  const sent = Object.entries(Parameters).map(([name, [value]]) => [name, value] as const);
  return roleOf(runbook.assumeRole, new Map<string, unknown>([...defaults, ...sent]));
}

function sentWithDefaults(parameters: ReadonlyMap<string, unknown>) {
  const lists = [...parameters].map(([name, value]) => [
    name,
    Array.isArray(value) ? value.map(String) : [String(value)],
  ]);
  return Object.fromEntries(lists);
}
