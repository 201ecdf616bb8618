// What can be set on a topic.
// https://docs.aws.amazon.com/sns/latest/api/API_SetTopicAttributes.html
import { AwsError, NotImplementedError } from "../aws-error.ts";
import { parsePolicy } from "../policy/document.ts";
import { MalformedPolicyError } from "../policy/errors.ts";
import type { Topic } from "./topics.ts";

export function setTopicAttribute(topic: Topic, name: string, value: string): void {
  switch (name) {
    case "DisplayName":
      topic.displayName = value;
      return;
    case "Policy":
      topic.policy = { id: topic.arn, kind: "resource", document: readPolicy(value) };
      return;
    default:
      throw new NotImplementedError(`the attribute ${name} of a topic`);
  }
}

function readPolicy(text: string) {
  try {
    return parsePolicy(text, "resource");
  } catch (error) {
    if (!(error instanceof MalformedPolicyError)) throw error;
    throw new AwsError("InvalidParameter", `Invalid parameter: Policy Error: ${error.message}`);
  }
}
