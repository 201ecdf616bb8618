// The page's one script: it fetches the content anew and puts in what has changed, where somebody looks at it.

/** Sections are replaced one by one: what is open, focused, scrolled or read out elsewhere stays as it is. */
export const LIVE_SCRIPT = `"use strict";
const EVERY_MS = 5000;
const sign = document.getElementById("live");
let tag = "";
let served = sectionsOf(document);

function sectionsOf(root) {
  const parts = [...root.querySelectorAll("main > [id], body > [id]")].filter(({ id }) => id !== "main");
  return new Map(parts.map((part) => [part.id, part.innerHTML]));
}

function keyOf(element) {
  const within = [];
  for (let one = element; one && !one.id; one = one.parentElement) within.unshift(one.dataset.key || one.tagName);
  return within.join("/");
}

function put(part, text) {
  const open = new Set([...part.querySelectorAll("details[open]")].map(keyOf));
  const had = part.contains(document.activeElement) ? document.activeElement : null;
  const all = [...part.querySelectorAll("a, button, input, summary, [tabindex]")];
  const place = all.indexOf(had);
  const scrolled = [...part.querySelectorAll(".scroll, pre")].map(({ scrollLeft, scrollTop }) => [scrollLeft, scrollTop]);
  part.innerHTML = text;
  for (const one of part.querySelectorAll("details")) if (open.has(keyOf(one))) one.open = true;
  [...part.querySelectorAll(".scroll, pre")].forEach((one, index) => one.scrollTo(...(scrolled[index] || [0, 0])));
  if (place >= 0) [...part.querySelectorAll("a, button, input, summary, [tabindex]")][place]?.focus({ preventScroll: true });
}

async function look() {
  if (document.hidden) return;
  const answer = await fetch(location.href, { headers: { "x-live": "1", "if-none-match": tag } });
  if (answer.status === 304) return told("Live");
  if (!answer.ok) throw new Error(String(answer.status));
  const fresh = sectionsOf(new DOMParser().parseFromString(await answer.text(), "text/html"));
  if ([...fresh.keys()].join() !== [...served.keys()].join()) return location.reload();
  for (const [id, text] of fresh) if (served.get(id) !== text) put(document.getElementById(id), text);
  served = fresh;
  tag = answer.headers.get("etag") || "";
  return told("Live");
}

function told(words) {
  if (sign.textContent !== words) sign.textContent = words;
}

async function beat() {
  await look().catch(() => told("Not live: the page does not answer"));
  setTimeout(beat, EVERY_MS);
}
document.addEventListener("visibilitychange", () => look().catch(() => {}));
setTimeout(beat, EVERY_MS);
`;
