// Texts that others wrote, on one line and without what hides or reorders: control, formatting and bidirectional characters.
//
// Who names a session or a policy may be the intruder. What is made of it here is safe on a terminal; HTML and Markdown have
// to escape it all the same.

/** `longest` in characters; what is cut off ends in an ellipsis. */
export function plainText(text: string, longest = 500): string {
  const shown = PLAIN.test(text) ? text : text.replace(UNSEEN, "\u{fffd}").replace(/\s+/g, " ").trim();
  if (shown.length <= longest) return shown;
  const letters = Array.from(shown.slice(0, 2 * longest + 2)); // Two units make a letter at most: none is cut in half.
  return letters.length > longest ? `${letters.slice(0, longest - 1).join("")}…` : shown;
}

/** As most texts are: a page looks through hundreds, and classes of Unicode take ten times as long. */
const PLAIN = /^[!-~]+(?: [!-~]+)*$/;

/** Control but for white space, formatting (bidirectional marks, zero width), halves of letters, private use, unassigned. */
const UNSEEN = /(?!\s)[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Cn}]|[\u{2028}\u{2029}\u{feff}]/gu;
