// What went wrong, in words: the thing, what was wrong with it, what to do. AWS's errors by their class or code alone.

import { EXIT, type ExitCode } from "./exit-codes.ts";
import { safeText } from "./output/safe-text.ts";

/** Known beforehand, and said so that a person can act on it. */
export class CliError extends Error {
  readonly exitCode: ExitCode;
  readonly todo: string | undefined;
  constructor(
    name: string,
    message: string,
    { todo, exitCode = EXIT.failed }: { todo?: string; exitCode?: ExitCode } = {},
  ) {
    super(message);
    this.name = name;
    this.todo = todo;
    this.exitCode = exitCode;
  }
}

/** The words of the command cannot be meant: exit code 2. */
export function usageError(message: string, todo?: string): CliError {
  return new CliError("UsageError", message, { exitCode: EXIT.usage, ...(todo === undefined ? {} : { todo }) });
}

export type Explained = {
  readonly name: string;
  readonly message: string;
  readonly todo?: string;
  readonly exitCode: ExitCode;
};

export function explainError(error: unknown): Explained {
  if (error instanceof CliError) {
    const { name, message, todo, exitCode } = error;
    return { name, message: lines(message), ...(todo === undefined ? {} : { todo }), exitCode };
  }
  const { name, message } = error instanceof Error ? error : new Error(String(error));
  const code = codeOf(error) ?? name;
  const todo = TODO[code] ?? TODO[name];
  const exitCode = name === "BadInputError" ? EXIT.usage : EXIT.failed;
  return { name: code, message: lines(message || code), ...(todo === undefined ? {} : { todo }), exitCode };
}

/** Node's own code of a failed connection or file, also where it lies within an error that holds several. */
function codeOf(error: unknown): string | undefined {
  const { code, errors } = Object(error) as { readonly code?: unknown; readonly errors?: unknown };
  if (typeof code === "string" && code !== "") return code;
  return Array.isArray(errors) ? errors.map(codeOf).find((one) => one !== undefined) : undefined;
}

function lines(text: string): string {
  return text.split("\n").map(safeText).join("\n");
}

const NO_CREDENTIALS =
  "Sign in (aws sso login), name a profile (--profile, AWS_PROFILE), or set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY.";
const NO_NETWORK = "Look at the network, at --region, and at --endpoint-url or AWS_ENDPOINT_URL.";
const WRONG_KEY = "AWS does not take these credentials: sign in anew, or name another profile (--profile).";
const TOO_FAST = "AWS says that it is too much at once: try again in a minute.";
const NOT_ALLOWED =
  "The permission that the message names is missing: lambda:InvokeFunction on the function credential-leak-responder is all that the deployed responder takes.";

const TODO: Readonly<Record<string, string>> = {
  CredentialsProviderError: NO_CREDENTIALS,
  UnrecognizedClientException: WRONG_KEY,
  InvalidClientTokenId: WRONG_KEY,
  SignatureDoesNotMatch:
    "The secret access key is not the one of this access key id; or, as the message says, --region is no Region, or this machine's clock is wrong.",
  ExpiredToken: "The session has ended: sign in anew.",
  ExpiredTokenException: "The session has ended: sign in anew.",
  AccessDenied: NOT_ALLOWED,
  AccessDeniedException: NOT_ALLOWED,
  ResourceNotFoundException:
    "The responder is not deployed in this account and Region: name another (--region, --profile, --function-name), or use --direct, which needs nothing deployed.",
  TooManyRequestsException: TOO_FAST,
  ThrottlingException: TOO_FAST,
  Throttling: TOO_FAST,
  ECONNREFUSED: `Nobody answers there. ${NO_NETWORK} For the local one: npm run local.`,
  ENOTFOUND: `The address is not known. ${NO_NETWORK}`,
  EAI_AGAIN: `The address could not be looked up. ${NO_NETWORK}`,
  ETIMEDOUT: NO_NETWORK,
  ECONNRESET: NO_NETWORK,
  TimeoutError: NO_NETWORK,
  EPROTO: "What answers there does not speak TLS: is it http:// in --endpoint-url or AWS_ENDPOINT_URL?",
  EISDIR: "It is a folder: name a file.",
  ENOENT: "Is the name of the file right?",
  EEXIST: "Choose another name, or remove the file first: nothing is written over.",
  EACCES: "You may not read or write it.",
  BadInputError: "The responder does not understand the request: `responder COMMAND --help` has examples.",
};
