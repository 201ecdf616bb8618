// How each service writes the resource in its AccessDenied errors: there is no one way.
import type { AccessRequest } from "./request.ts";

/** IAM names its resources in the words of its older self: `role app`, `user ann` [published]. */
const IAM_WORDS: ReadonlyMap<string, string> = new Map([
  ["role", "role"],
  ["user", "user"],
  ["group", "group"],
  ["instance-profile", "instance profile"],
]);

/** Services that write nothing where an action has no resource; others write "*" [recorded: organizations]. */
const SILENT_WITHOUT_RESOURCE = new Set(["ec2", "s3", "secretsmanager"]);

/** Null when the message names no resource. */
export function resourceText({ action, resource }: AccessRequest): string | null {
  const service = action.slice(0, action.indexOf(":")).toLowerCase();
  if (resource === "*") return SILENT_WITHOUT_RESOURCE.has(service) ? null : "*";
  if (service === "s3") return `"${resource}"`;
  return service === "iam" && action !== "iam:PassRole" ? iamText(resource) : resource;
}

function iamText(arn: string): string {
  const [, type = "", path = ""] = /^arn:[^:]+:iam::\d*:([a-z-]+)\/(.*)$/.exec(arn) ?? [];
  const name = path.split("/").at(-1) ?? "";
  if (type === "policy") return `policy ${arn}`;
  const word = IAM_WORDS.get(type);
  // Lists have no one resource, and keep the ARN: arn:aws:iam::111122223333:user/
  return word === undefined || name === "" || name === "*" ? arn : `${word} ${name}`;
}
