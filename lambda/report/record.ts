// The record as a report gives it: every entry to the letter, whether the chain of hashes is whole, and how to see that oneself.
import type { Answers, Presented } from "../answers.ts";
import { type Link, verifyChain } from "../ledger/chain.ts";
import { entryWords } from "../words/entry-words.ts";
import type { ReportForm } from "./form.ts";

export const RULE =
  "Each entry has a hash: SHA-256, in lower-case hexadecimal, over the hash of the entry before it, one line feed (0x0A) and the entry's JSON text as it is stored, in UTF-8. The first entry follows the incident's id. Whoever changes, removes or inserts an entry changes every hash after it.";

/** Reads the report's JSON, recomputes every hash, and says whether they agree. */
export const CHECK = `import hashlib, json, sys
report = json.load(open(sys.argv[1], encoding="utf-8"))
previous = report["incident"]["id"]
for number, entry in enumerate(report["record"]["entries"], 1):
    found = hashlib.sha256(f"{previous}\\n{entry['body']}".encode("utf-8")).hexdigest()
    if entry["seq"] != number or entry["hash"] != found:
        sys.exit(f"Entry {entry['seq']} does not follow from the one before it.")
    previous = found
print(f"{number} entries, each follows from the one before it. The last hash is {previous}.")`;

export function recordOf(incident: Presented, verified: Answers["verify-ledger"] | undefined): ReportForm["record"] {
  const entries = incident.entries.map((entry) => {
    const { hash, ...stored } = entry;
    const { seq, at, type } = entry;
    // The order of the members is the stored one: the text is the same to the letter.
    return { seq, at, type, words: entryWords(entry), hash: hash ?? null, body: JSON.stringify(stored) };
  });
  const links = entries.map(({ seq, body, hash }): Link => ({ seq, body, hash: hash ?? "" }));
  const last = links.at(-1);
  const problems = verifyChain(incident.id, links, last && { version: links.length, hash: last.hash });
  return {
    rule: RULE,
    recomputed: { whole: problems.length === 0, problems: [...problems] },
    ...(verified ? { verified: verifiedOf(incident.id, verified) } : {}),
    entries,
  };
}

/** Of the incident alone, should the answer be about others too. */
function verifiedOf(id: string, { whole, problems }: Answers["verify-ledger"]) {
  const own = problems.filter(({ incident }) => incident === id).map(({ because }) => because);
  return { whole: whole || own.length === 0, problems: own };
}
