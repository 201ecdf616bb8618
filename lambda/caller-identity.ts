// Who is asking, by AWS's own word: a Lambda is not told who invoked it, and a name in a message is worth nothing.
//
// The caller signs a request for sts:GetCallerIdentity and hands it over unsent; we send it, and STS answers who signed it. A
// signed header binds it to this very request. STS takes such a request for 15 minutes, whatever its X-Amz-Expires says:
// https://docs.aws.amazon.com/STS/latest/APIReference/API_GetCallerIdentity.html
// The URL holds a session token: nothing here logs it, keeps it or puts it into a reason.
import * as z from "zod";

/** A GetCallerIdentity request, presigned. Never to be logged or stored. */
export type CallerProof = { readonly url: string; readonly headers: Readonly<Record<string, string>> };

/** What the caller wants done, to which incident. */
export type Asked = { readonly action: string; readonly incident: string };

export type CallerIdentity = {
  readonly arn: string;
  readonly account: string;
  /** `AIDA…`, `AROA…:session` … */
  readonly userId: string;
  /** The key that signed. */
  readonly accessKeyId: string;
};

export type Proven =
  | { readonly proven: true; readonly caller: CallerIdentity }
  | { readonly proven: false; readonly because: string };

export type Reach = {
  readonly fetch: typeof fetch;
  /** Where STS is, if not at AWS; then it is nowhere else. */
  readonly endpoint?: string | undefined;
};

export const BINDING_HEADER = "x-credential-leak-request";

/** What the header says; undefined for a request that no header can carry. */
export function bindingOf({ action, incident }: Asked): string | undefined {
  return /^[a-z-]{1,64}$/.test(action) && /^[\w.-]{1,128}$/.test(incident) ? `${action}:${incident}` : undefined;
}

export async function proveCaller(proof: CallerProof, asked: Asked, reach: Reach): Promise<Proven> {
  const binding = bindingOf(asked);
  if (binding === undefined) return not("There is no such request or incident.");
  const said = Object.entries(proof.headers).find(([name]) => name.toLowerCase() === BINDING_HEADER)?.[1];
  if (said !== binding)
    return not(`The proof is for another request: its header ${BINDING_HEADER} must say ${binding}.`);
  const request = readUrl(proof.url, reach.endpoint);
  if ("because" in request) return not(request.because);
  const answer = await ask(reach.fetch, request.url, binding);
  if (answer === undefined) return not("STS could not be asked who the caller is. Try again.");
  return answer.status === 200 ? readIdentity(answer.body, request.accessKeyId) : not(refusal(answer.body));
}

function not(because: string): Proven {
  return { proven: false, because };
}

/** Every parameter once and nothing else: what STS understands is then what was looked at here. */
const query = z.strictObject({
  Action: z.literal("GetCallerIdentity"),
  Version: z.literal("2011-06-15"),
  "X-Amz-Algorithm": z.literal("AWS4-HMAC-SHA256"),
  "X-Amz-Credential": z.string().regex(/^(AKIA|ASIA)[A-Z0-9]{12,124}\/\d{8}\/[a-z0-9-]{1,64}\/sts\/aws4_request$/),
  "X-Amz-Date": z.string().regex(/^\d{8}T\d{6}Z$/),
  "X-Amz-Expires": z.string().regex(/^([1-9]\d?|[1-8]\d\d|900)$/),
  "X-Amz-Security-Token": z.string().min(1).optional(),
  "X-Amz-SignedHeaders": z.literal(`host;${BINDING_HEADER}`),
  "X-Amz-Signature": z.string().regex(/^[0-9a-f]{64}$/),
});

const LONGEST_URL = 8192;

function readUrl(text: string, endpoint: string | undefined): { url: URL; accessKeyId: string } | { because: string } {
  const url = text.length <= LONGEST_URL ? URL.parse(text) : null;
  if (!url || !isSts(url, endpoint)) return { because: "The proof is no request to STS." };
  const pairs = [...url.searchParams];
  const parameters = query.safeParse(Object.fromEntries(pairs));
  if (!parameters.success || pairs.length !== Object.keys(parameters.data).length) {
    return {
      because: `The proof is not a GetCallerIdentity request, presigned for at most 900 seconds with the headers host and ${BINDING_HEADER}.`,
    };
  }
  const checked = new URL(url.origin);
  checked.search = new URLSearchParams(pairs).toString();
  return { url: checked, accessKeyId: parameters.data["X-Amz-Credential"].split("/")[0] ?? "" };
}

/** Not `sts.s3-us-west-2.amazonaws.com`: that is a bucket. */
const STS = /^sts(\.[a-z]{2}(-[a-z]+)+-\d+)?\.amazonaws\.com(\.cn)?$/;
const LOOPBACK = ["127.0.0.1", "[::1]", "localhost"];

function isSts(url: URL, endpoint: string | undefined): boolean {
  if (url.username !== "" || url.password !== "" || url.hash !== "" || url.pathname !== "/") return false;
  if (endpoint === undefined) return url.protocol === "https:" && url.port === "" && STS.test(url.hostname);
  const isPrivate = url.protocol === "https:" || LOOPBACK.includes(url.hostname);
  return isPrivate && url.origin === URL.parse(endpoint)?.origin;
}

const PATIENCE_MS = 5_000;
const LONGEST_ANSWER = 16_384;

/** Undefined where there is no answer, or none of STS's kind. The error of a failed call may hold the URL: it ends here. */
async function ask(
  fetch: Reach["fetch"],
  url: URL,
  binding: string,
): Promise<{ readonly status: number; readonly body: string } | undefined> {
  try {
    const answer = await fetch(url, {
      headers: { [BINDING_HEADER]: binding },
      redirect: "manual",
      signal: AbortSignal.timeout(PATIENCE_MS),
    });
    const body = await readAtMost(answer, LONGEST_ANSWER);
    return body === undefined ? undefined : { status: answer.status, body };
  } catch {
    return undefined;
  }
}

async function readAtMost({ body }: Response, most: number): Promise<string | undefined> {
  const decoder = new TextDecoder();
  let text = "";
  for await (const chunk of body ?? []) {
    text += decoder.decode(chunk, { stream: true });
    if (text.length > most) return undefined;
  }
  return text;
}

/** STS's code alone: its words may repeat the request. */
function refusal(body: string): string {
  const code = /<Code>([A-Za-z]{1,64})<\/Code>/.exec(body)?.[1] ?? "no code";
  return `STS does not take the proof (${code}): it is older than 15 minutes, was signed for another request, or its credential has ended. Sign a new one.`;
}

const identity = z.object({
  arn: z.string().regex(/^arn:aws[a-z-]*:(iam|sts)::\d{12}:\S+$/),
  account: z.string().regex(/^\d{12}$/),
  userId: z.string().regex(/^\S{1,256}$/),
});

function readIdentity(body: string, accessKeyId: string): Proven {
  const member = (name: string) => decode(new RegExp(`<${name}>([^<]{1,2048})</${name}>`).exec(body)?.[1] ?? "");
  const parsed = identity.safeParse({ arn: member("Arn"), account: member("Account"), userId: member("UserId") });
  if (!parsed.success) return not("STS did not answer who the caller is. Try again.");
  return { proven: true, caller: { ...parsed.data, accessKeyId } };
}

/** A user's path may hold `&`: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html */
function decode(text: string): string {
  const named: Readonly<Record<string, string>> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'", "#39": "'" };
  return text.replace(/&(amp|lt|gt|quot|apos|#39);/g, (_, name: string) => named[name] ?? "");
}
