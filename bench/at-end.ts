// What a benchmark has started ends with it, however its process ends: also by a signal, at which Node tells nobody of an exit.
// https://nodejs.org/api/process.html#signal-events

/** With the exit codes that a shell shows for them. */
const SIGNALS = { SIGHUP: 129, SIGINT: 130, SIGTERM: 143 };

const ends = new Set<() => void>();
let isListening = false;

/** Answers how to let go of what has been ended in good order. */
export function atEnd(end: () => void): () => void {
  if (!isListening) listen();
  isListening = true;
  ends.add(end);
  return () => void ends.delete(end);
}

function listen(): void {
  process.once("exit", () => {
    for (const end of ends) end();
  });
  for (const [signal, code] of Object.entries(SIGNALS)) process.once(signal, () => process.exit(code));
}
