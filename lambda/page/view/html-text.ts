// Words that others wrote, as HTML: escaped by the template, without what hides or reorders, apart from the text around them.
import { html } from "hono/html";
import { plainText } from "../../words/plain-text.ts";

/** What a view is: escaped already, and put into other views as it is. */
export type Html = ReturnType<typeof html>;

/** A name or a sentence that may be an attacker's; nothing at all where it says nothing. */
export function said(text: string, longest?: number): Html {
  return text === "" ? html`` : html`<bdi>${plainText(text, longest)}</bdi>`;
}

/** An identifier, to be copied whole. */
export function code(text: string): Html {
  return html`<code>${plainText(text, LONGEST_ID)}</code>`;
}

const LONGEST_ID = 2048;

/** A text of several lines as it is, a policy say: what cannot be seen in it is written out. */
export function wholeText(text: string): string {
  if (PLAIN.test(text)) return text;
  return text.replace(UNSEEN, (letter) => `\\u{${(letter.codePointAt(0) ?? 0).toString(16)}}`);
}

/** As most texts are, and found in a fraction of the time that classes of Unicode take. */
const PLAIN = /^[\n\t -~]*$/;

/** Not the line's end and the tab. */
const UNSEEN = /(?![\n\t])[\p{Cc}\p{Cf}\p{Cs}\u2028\u2029]/gu;

/** As JSON on several lines. */
export function jsonText(value: unknown): string {
  return wholeText(JSON.stringify(value, null, 2) ?? "");
}

/** A command for a shell, in a box of its own. */
export function command(text: string): Html {
  return html`<pre class="command" tabindex="0"><code>${wholeText(text)}</code></pre>`;
}
