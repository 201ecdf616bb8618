// What the responder writes on its log, as a line of the story.

/** A line of the log without its times and ids, for the story. */
export function logLine(line: string): string {
  const {
    message: msg = "",
    err,
    principal,
    proof,
    because,
    missing,
  } = JSON.parse(line) as Readonly<Record<string, unknown>>;
  const name = Object(principal)["name"];
  return [msg, Object(err)["message"], name, proof, because ?? missing]
    .filter(Boolean)
    .map(String)
    .join(": ")
    .slice(0, 200);
}
