// The answers of the metadata service: plain text, JSON, and errors as small HTML pages.
import type { WireResponse } from "../wire/http.ts";

const SERVER = { server: "EC2ws" };

export function plain(body: string | Uint8Array, type = "text/plain"): WireResponse {
  return { status: 200, headers: { ...SERVER, "content-type": type }, body };
}

/** With a blank before each colon, as the service writes it. */
export function jsonText(content: object): string {
  return JSON.stringify(content, undefined, 2).replace(/^( *"[^"]+"):/gm, "$1 :");
}

const TITLES = {
  400: "Bad Request",
  401: "Unauthorized",
  403: "Forbidden",
  404: "Not Found",
  405: "Not Allowed",
} as const;

export function errorPage(status: keyof typeof TITLES): WireResponse {
  const title = `${status} - ${TITLES[status]}`;
  const body = `<?xml version="1.0" encoding="iso-8859-1"?>
<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN"
	"http://www.w3.org/TR/xhtml1/DTD/xhtml1-transitional.dtd">
<html xmlns="http://www.w3.org/1999/xhtml" xml:lang="en" lang="en">
 <head>
  <title>${title}</title>
 </head>
 <body>
  <h1>${title}</h1>
 </body>
</html>
`;
  return { status, headers: { ...SERVER, "content-type": "text/html" }, body };
}
