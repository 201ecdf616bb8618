// Finding the secret that a request names: by name, by ARN, or by an ARN without the six characters at its end.
// https://docs.aws.amazon.com/secretsmanager/latest/userguide/troubleshoot.html#ARN_secretnamehyphen
import { AwsError } from "../aws-error.ts";
import type { Access, Call } from "../operation.ts";
import { nameArn, type Secret, secretsOf } from "./secrets.ts";

const ARN = /^arn:[\w-]+:secretsmanager:([a-z0-9-]+):(\d{12}):secret:(.+)$/;

/** Names reach the caller's own secrets only; another account's need the whole ARN. */
export function lookUp(id: string, { world, caller, region }: Call): Secret | undefined {
  const [, arnRegion, account, rest = ""] = ARN.exec(id) ?? [];
  if (arnRegion === undefined || account === undefined) return secretsOf(world, caller.account, region).get(id);
  if (arnRegion !== region || !world.accounts.has(account)) return undefined;
  const secrets = secretsOf(world, account, region);
  const whole = secrets.get(rest.replace(/-[A-Za-z0-9]{6}$/, ""));
  if (whole?.arn === id) return whole;
  return account === caller.account ? secrets.get(rest) : undefined;
}

export function find(id: string, call: Call): Secret {
  const secret = lookUp(id, call);
  if (secret) return secret;
  throw new AwsError("ResourceNotFoundException", "Secrets Manager can't find the specified secret.", 400);
}

/** One that is not marked for deletion. */
export function findLive(id: string, call: Call): Secret {
  const secret = find(id, call);
  if (!secret.deletion) return secret;
  const message = "You can't perform this operation on the secret because it was marked for deletion.";
  throw new AwsError("InvalidRequestException", message, 400);
}

/** `secretsmanager:<name>` on the secret, its own policy taking part; one that is not there is asked for by its name. */
export function onSecret(name: string, id: string, call: Call, context: Access["context"] = {}): readonly Access[] {
  const action = `secretsmanager:${name}`;
  const secret = lookUp(id, call);
  const keys = { "secretsmanager:SecretId": id, ...context };
  if (!secret) return [{ action, ...absent(id, call), context: keys }];
  const { arn, account, policy } = secret;
  const tags = [...secret.tags].flatMap(([key, value]) => [
    [`aws:ResourceTag/${key}`, value],
    [`secretsmanager:ResourceTag/${key}`, value],
  ]);
  return [
    {
      action,
      resource: arn,
      resourceAccount: account,
      ...(policy ? { resourcePolicy: { id: arn, kind: "resource", document: policy } } : {}),
      context: { ...keys, ...Object.fromEntries(tags) },
    },
  ];
}

function absent(id: string, { caller, region }: Call): Pick<Access, "resource" | "resourceAccount"> {
  const [, , account] = ARN.exec(id) ?? [];
  if (account !== undefined) return { resource: id, resourceAccount: account };
  return { resource: `${nameArn(caller.account, region, id)}-??????` };
}
