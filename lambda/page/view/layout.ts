// The frame of every page: title, way around, what a request has come to, the content.
import { html } from "hono/html";
import { SPANS } from "../spans.ts";
import type { Html } from "./html-text.ts";

export type Frame = {
  /** Names in it may be others' words: the template escapes them. */
  readonly title: string;
  readonly body: Html;
  /** What the last request of this person has come to. */
  readonly told?: Told | undefined;
  /** The page fetches itself every few seconds, where the browser runs scripts. */
  readonly live?: boolean;
  readonly here?: "overview" | "contain";
  /** The clock is virtual: a person may let time pass. */
  readonly clock?: { readonly token: string; readonly back: string } | undefined;
};

export type Told = { readonly tone: "good" | "warning" | "danger"; readonly words: string };

export function layout({ title, body, told, live = false, here, clock }: Frame): Html {
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${title} · Credential Leak Responder</title>
<link rel="stylesheet" href="/page.css">
<link rel="icon" href="data:,">
${live ? html`<script src="/live.js" defer></script>` : ""}
</head>
<body>
<a class="skip" href="#main">Skip to the content</a>
<header class="top">
<a class="home" href="/">Credential Leak Responder</a>
<nav aria-label="Pages"><a href="/"${current(here === "overview")}>Incidents</a>
<a href="/contain"${current(here === "contain")}>Contain…</a></nav>
${live ? html`<span id="live" class="quiet"></span>` : ""}
</header>
<main id="main" tabindex="-1">
${told ? notice(told) : ""}
${body}
</main>
${clock ? clockForm(clock) : ""}
<footer>All times are UTC. This page acts with the AWS credentials of whoever started it; IAM decides what they may.</footer>
</body>
</html>`;
}

function clockForm({ token, back }: NonNullable<Frame["clock"]>): Html {
  return html`<form class="clock" method="post" action="/time" aria-label="The clock of the local AWS">
<input type="hidden" name="token" value="${token}"><input type="hidden" name="back" value="${back}">
<span>This is a local AWS. Its clock is virtual: let pass</span>
${Object.entries(SPANS).map(([span, { words }]) => html`<button name="span" value="${span}">${words}</button> `)}
</form>`;
}

export function notice({ tone, words }: Told): Html {
  return html`<p class="notice ${tone}" role="${tone === "danger" ? "alert" : "status"}">${words}</p>`;
}

function current(isHere: boolean): Html | "" {
  return isHere ? html` aria-current="page"` : "";
}
