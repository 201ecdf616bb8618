// Documents of Systems Manager in a test: put in, started by somebody, looked at when they have come as far as they can.
import {
  type AutomationExecution,
  CreateDocumentCommand,
  GetAutomationExecutionCommand,
  SSMClient,
  StartAutomationExecutionCommand,
} from "@aws-sdk/client-ssm";
import type { Keys, TestAws } from "./local-aws.ts";

export function ssmOf(aws: TestAws, keys: Keys = aws.admin.keys): SSMClient {
  return new SSMClient({ endpoint: aws.endpoint, region: "us-east-1", credentials: keys, maxAttempts: 1 });
}

export async function createDocument(ssm: SSMClient, name: string, content: unknown): Promise<void> {
  const Content = typeof content === "string" ? content : JSON.stringify(content);
  await ssm.send(
    new CreateDocumentCommand({ Name: name, Content, DocumentType: "Automation", DocumentFormat: "JSON" }),
  );
}

export type Parameters = Readonly<Record<string, string | string[]>>;

/** The id of the execution, which has not begun yet. */
export async function startDocument(ssm: SSMClient, name: string, parameters: Parameters = {}): Promise<string> {
  const lists = Object.entries(parameters).map(([key, value]) => [key, [value].flat()]);
  const started = await ssm.send(
    new StartAutomationExecutionCommand({ DocumentName: name, Parameters: Object.fromEntries(lists) }),
  );
  return started.AutomationExecutionId ?? "";
}

export async function execution(ssm: SSMClient, id: string): Promise<AutomationExecution> {
  const found = await ssm.send(new GetAutomationExecutionCommand({ AutomationExecutionId: id }));
  return found.AutomationExecution ?? {};
}

/** Started, and a few seconds later. */
export async function runDocument(aws: TestAws, ssm: SSMClient, name: string, parameters: Parameters = {}) {
  const id = await startDocument(ssm, name, parameters);
  await aws.advance(5);
  return execution(ssm, id);
}

/** AWS's code for the refusal; undefined where it was not refused. */
export function refusal(call: Promise<unknown>): Promise<string | undefined> {
  return call.then(
    () => undefined,
    (error: Error) => error.name,
  );
}
