// What all routes of the page share: the responder, the time, the token of the forms, and how a page is shown.
import { createHash } from "node:crypto";
import type { Context } from "hono";
import { html } from "hono/html";
import type { ContentfulStatusCode } from "hono/utils/http-status";
import type { Presented, Responder } from "../answers.ts";
import { BadInputError } from "../bad-input.ts";
import type { TimelineRow } from "../drawing/timeline-rows.ts";
import type { ReportFormat } from "../report/formats.ts";
import type { ReportInput } from "../report/index.ts";
import { isToken } from "./guard.ts";
import { type ToldOnce, toldOnce } from "./told.ts";
import type { Pictures } from "./view/incident-page.ts";
import { type Frame, layout } from "./view/layout.ts";

export type PageOptions = {
  /** Asked for anew with each request: the local service may have been reset meanwhile. */
  responder(): Responder;
  /** Milliseconds since 1970. */
  now(): number;
  /** Secret, and new with each start: what changes something has to bring it. */
  readonly token: string;
  /** Whoever does not bring it is shown nothing. Everybody on this machine is, unless said. */
  readonly key?: string;
  /** The incident as SVG that is safe to put into a page; words alone where there is none. `rows`: what the timeline says. */
  pictures?(incident: Presented, now: number, rows: readonly TimelineRow[]): Promise<Pictures>;
  /** Lets so many milliseconds pass, where the clock is that of a local AWS. */
  passTime?(ms: number): Promise<void>;
  /** The incident as a document. */
  report?(input: ReportInput, format: ReportFormat): Promise<string>;
};

export type Fields = Readonly<Record<string, string>>;

export type Site = PageOptions & {
  readonly told: ToldOnce;
  show(context: Context, frame: Frame, status?: ContentfulStatusCode): Promise<Response>;
  /** What a form has sent; undefined where it is not one of this page's own. */
  fields(context: Context): Promise<Fields | undefined>;
};

export function createSite(options: PageOptions): Site {
  const told = toldOnce(options.token);
  return {
    ...options,
    told,
    async show(context, frame, status = 200) {
      if (frame.live && context.req.header(LIVE) !== undefined) return fragment(context, frame);
      const kept = frame.told ?? told.take(context.req.query("told"));
      const clock = options.passTime && { token: options.token, back: context.req.path };
      return context.html(String(await layout({ ...frame, told: kept, clock })), status);
    },
    async fields(context) {
      const body = await context.req.parseBody().catch((cause: unknown) => {
        throw new BadInputError("The form cannot be read: it is not in the form that it says.", { cause });
      });
      const fields = Object.fromEntries(
        Object.entries(body).flatMap(([name, value]) => (typeof value === "string" ? [[name, value]] : [])),
      );
      return isToken(fields["token"] ?? "", options.token) ? fields : undefined;
    },
  };
}

/** The script of a page that is open asks for the content alone, and says which one it has. */
const LIVE = "x-live";

async function fragment(context: Context, { body }: Frame): Promise<Response> {
  const text = String(await html`${body}`);
  const tag = `"${createHash("sha256").update(text).digest("base64url").slice(0, 22)}"`;
  context.header("etag", tag);
  return context.req.header("if-none-match") === tag ? context.body(null, 304) : context.html(text);
}
