// A time for people: when it was in UTC, and how long ago.
import { html, raw } from "hono/html";
import type { Time } from "../../model.ts";
import { durationWords } from "../../words/duration-words.ts";
import type { Html } from "./html-text.ts";

/** `now`: milliseconds since 1970. Its words are ours: nothing in them is to be escaped. */
export function moment(at: Time, now: number): Html {
  return raw(`${instant(at)} <span class="quiet">(${agoWords(at, now)})</span>`);
}

/** Without how long ago: for what stands in a list by its time. */
export function instant(at: Time): Html {
  const parsed = Date.parse(at);
  if (Number.isNaN(parsed)) return html`unknown`;
  const text = new Date(parsed).toISOString();
  return raw(`<time datetime="${text}">${text.slice(0, 10)} ${text.slice(11, 19)}</time>`); // Digits: nothing to escape.
}

/** `3 minutes ago`, `in 11 hours`: as exact as a glance needs. */
export function agoWords(at: Time, now: number): string {
  const passed = now - Date.parse(at);
  const [first = "", unit = ""] = durationWords(Math.abs(passed)).split(" ");
  if (Math.abs(passed) < 1000) return "just now";
  return passed < 0 ? `in ${first} ${unit}` : `${first} ${unit} ago`;
}
