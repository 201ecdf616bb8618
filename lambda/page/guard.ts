// Who may ask: this machine's own browser, under this machine's own name; and for whatever changes something, this page alone.
import { timingSafeEqual } from "node:crypto";
import type { MiddlewareHandler } from "hono";

/** This machine's own names: another site's page cannot reach it under a name of its own (DNS rebinding). */
const LOCAL_HOST = /^(localhost|127\.0\.0\.1|\[::1\])(:\d{1,5})?$/;

/**
 * No inline script and no inline style runs, nothing is fetched from elsewhere, no form goes elsewhere, nobody frames it.
 * The referrer stays within the page: without one a browser would send forms with the origin `null`.
 */
const HEADERS: Readonly<Record<string, string>> = {
  "content-security-policy": [
    "default-src 'none'",
    "style-src 'self'",
    "script-src 'self'",
    "img-src 'self' data:",
    "connect-src 'self'",
    "form-action 'self'",
    "frame-ancestors 'none'",
    "base-uri 'none'",
  ].join("; "),
  "x-content-type-options": "nosniff",
  "x-frame-options": "DENY",
  "referrer-policy": "same-origin",
  "cross-origin-opener-policy": "same-origin",
  "cross-origin-resource-policy": "same-origin",
  "cache-control": "no-store",
};

/** What is refused gets the headers too. A handler that sets one of its own keeps it. */
export const guard: MiddlewareHandler = async (context, next) => {
  const because = refusalOf(context.req);
  if (because === undefined) await next();
  else context.res = context.json({ error: because }, 403);
  for (const [name, value] of Object.entries(HEADERS)) {
    if (!context.res.headers.has(name)) context.res.headers.set(name, value);
  }
};

type Asked = { readonly method: string; header(name: string): string | undefined };

function refusalOf(request: Asked): string | undefined {
  const host = request.header("host") ?? "";
  if (!LOCAL_HOST.test(host)) return "This page is served under 127.0.0.1 only.";
  if (request.method === "GET" || request.method === "HEAD") return undefined;
  const [origin, site] = [request.header("origin"), request.header("sec-fetch-site")];
  const isForeign = origin !== undefined && origin !== `http://${host}`;
  if (isForeign || (site !== undefined && site !== "same-origin")) {
    return "The request comes from another site. Open the page itself and ask there.";
  }
  return undefined;
}

/** Takes the same time for every wrong token of the right length. */
export function isToken(given: string, token: string): boolean {
  const [one, other] = [Buffer.from(given), Buffer.from(token)];
  return one.length === other.length && timingSafeEqual(one, other);
}
