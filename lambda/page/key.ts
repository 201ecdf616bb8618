// The key to the page: whoever else works on this machine reaches its port too, and must not act with this person's credentials.
import type { MiddlewareHandler } from "hono";
import { getCookie, setCookie } from "hono/cookie";
import { isToken } from "./guard.ts";

/** The address that is printed at the start brings the key; the browser keeps it until it is closed. Programs send it as a bearer. */
export function keyed(key: string): MiddlewareHandler {
  return async (context, next) => {
    const given = context.req.query("key");
    if (given !== undefined && isToken(given, key)) {
      setCookie(context, COOKIE, key, { httpOnly: true, sameSite: "Lax", path: "/" });
      const address = new URL(context.req.url);
      address.searchParams.delete("key");
      return context.redirect(`/${address.pathname.replace(/^\/+/, "")}${address.search}`, 303); // Of this page, and of no other.
    }
    const bearer = /^Bearer (.+)$/.exec(context.req.header("authorization") ?? "")?.[1];
    if (!isToken(getCookie(context, COOKIE) ?? bearer ?? "", key)) return context.text(LOCKED, 401);
    await next();
    return undefined;
  };
}

const COOKIE = "responder-page";

const LOCKED =
  "This page acts with somebody's AWS credentials. Open it by the address that was printed when it was started: the key is in it.";
