// The chain of hashes over an incident's entries: whoever changes, removes or inserts one later is found out.
import { createHash } from "node:crypto";

/** An entry as it is stored: its JSON to the letter, and the hash over it and everything before it. */
export type Link = { readonly seq: number; readonly body: string; readonly hash: string };

/** What the head says of the last entry that it has seen. */
export type Head = { readonly version: number; readonly hash: string };

/** SHA-256 in hexadecimal digits. The first entry follows the incident's id. */
export function hashOf(previous: string, body: string): string {
  return createHash("sha256").update(`${previous}\n${body}`).digest("hex");
}

/** What is wrong, one sentence each; nothing for a chain that is whole. `links` are in the order in which they are stored. */
export function verifyChain(incidentId: string, links: readonly Link[], head: Head | undefined): readonly string[] {
  const problems: string[] = [];
  let previous = incidentId;
  for (const [index, { seq, body, hash }] of links.entries()) {
    if (seq !== index + 1) problems.push(`Entry ${index + 1} is missing: entry ${seq} stands in its place.`);
    if (hash !== hashOf(previous, body)) problems.push(`Entry ${seq} was changed, or one before it was.`);
    previous = hash;
  }
  return [...problems, ...endProblems(links, head)];
}

/** The end of a chain can be cut off and leave a chain: the head remembers it. A head may be behind, never ahead. */
function endProblems(links: readonly Link[], head: Head | undefined): readonly string[] {
  if (links.length === 0) return ["There are no entries."];
  if (!head) return links.length > 1 ? ["The head is missing: nothing says how many entries there should be."] : [];
  if (head.version > links.length) {
    return [`Entries are missing at the end: the head has seen ${head.version}, and there are ${links.length}.`];
  }
  const seen = links[head.version - 1];
  return seen?.hash === head.hash ? [] : [`Entry ${head.version} is not the one that the head has seen.`];
}
