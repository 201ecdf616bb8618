// Steps that runbooks share: ask the responder, see what it has answered, and end in the colour that the answer deserves.
import type { Place, Step } from "./runbook.ts";

/** On the record: StartAutomationExecution with this id is on the trail, and there is who started it. */
export const EXECUTION = "SSM Automation {{ automation:EXECUTION_ID }}";

/** What `parameters.ts` asks of a person about the credential, as the function takes it from a form. */
export const LEAK_FORM = {
  form: {
    account: "{{ Account }}",
    accessKeyId: "{{ AccessKeyId }}",
    roleName: "{{ RoleName }}",
    sessionName: "{{ SessionName }}",
    userName: "{{ UserName }}",
    scope: "{{ Scope }}",
  },
  reason: "{{ Reason }}",
  reporter: EXECUTION,
} as const;

/** What of the answer is an output of the step, by its path in the answer. */
type Outputs = Readonly<Record<string, string>>;

/**
 * InputPayload is a map: no JSON is put together from what people wrote. The function may take as long as a step may,
 * 300 seconds: https://docs.aws.amazon.com/systems-manager/latest/userguide/automation-action-lamb.html
 */
export function ask({ functionArn }: Place, name: string, request: object, outputs: Outputs): Step {
  const selected = Object.entries(outputs).map(([Name, path]) => ({
    Name,
    Selector: `$.Payload.${path}`,
    Type: "String",
  }));
  return {
    name,
    action: "aws:invokeLambdaFunction",
    timeoutSeconds: 300,
    onFailure: "Abort",
    inputs: { FunctionName: functionArn, InvocationType: "RequestResponse", InputPayload: request },
    outputs: [...selected, { Name: "Payload", Selector: "$.Payload", Type: "String" }],
    nextStep: `Is${name}Done`,
  };
}

/** What an answer has if it is the one that was hoped for, in both ways in which it may be seen. */
export type Evidence = { readonly output: string; readonly equals: string; readonly text: string };

/**
 * Only the answer that was hoped for leads on: a refusal, an error or silence never does. AWS documents the payload as
 * "the JSON representation of the object"; that Selectors look into it is not verified. So the same is looked for in the
 * text. Nobody can have forged it there: quotation marks within a JSON text are escaped.
 */
export function isDone(
  name: string,
  { output, equals, text }: Evidence,
  next: string,
  otherwise = `Not${name}Done`,
): Step {
  return choose(`Is${name}Done`, otherwise, {
    Or: [
      { Variable: `{{ ${name}.${output} }}`, StringEquals: equals },
      { Variable: `{{ ${name}.Payload }}`, Contains: text },
    ],
    NextStep: next,
  });
}

/** `no` only where all of the parameters say false in so many letters. */
export function isTrue(
  name: string,
  parameters: readonly string[],
  next: { readonly yes: string; readonly no: string },
): Step {
  const conditions = parameters.map((parameter) => ({ Variable: `{{ ${parameter} }}`, StringEquals: "false" }));
  return choose(name, next.yes, { And: conditions, NextStep: next.no });
}

function choose(name: string, otherwise: string, choice: object): Step {
  return { name, action: "aws:branch", onFailure: "Abort", inputs: { Choices: [choice], Default: otherwise } };
}

/** A green end: a choice has to lead somewhere, and there is no step that does nothing. */
export function succeed(name: string): Step {
  return { name, action: "aws:sleep", inputs: { Duration: "PT1S" }, isEnd: true };
}

/**
 * A red end with words. Automation has no step that fails on purpose; this one claims what cannot be so, of the one call
 * that needs no permission, and its failure shows the words.
 */
export function fail(name: string, words: string): Step {
  return {
    name: `Not${name}Done`,
    action: "aws:assertAwsResourceProperty",
    onFailure: "Abort",
    inputs: { Service: "sts", Api: "GetCallerIdentity", PropertySelector: "$.Account", DesiredValues: [words] },
    isEnd: true,
  };
}
