// How far a long reading is: on a terminal one line that changes, elsewhere one that says what is read.
import type { LogPlace } from "../../lambda/trace/log-files/log-place.ts";
import type { Printer } from "../output/printer.ts";
import { safeText } from "../output/safe-text.ts";
import { sizeWords } from "../view/size-words.ts";

/** `1 log file`, `2 log files`. */
export function fileCount(count: number, what: "file" | "log file"): string {
  return `${count} ${what}${count === 1 ? "" : "s"}`;
}

export function readingProgress(to: Printer, { name, files }: LogPlace) {
  const bytes = files.reduce((sum, file) => sum + file.bytes, 0);
  const what = `Reading ${fileCount(files.length, "log file")} (${sizeWords(bytes)}) in ${safeText(name)}`;
  if (!to.isTerminal) to.line(what);
  return {
    progress(read: number, ofAll: number): void {
      if (to.isTerminal)
        to.stream.write(`\r\u001b[K${what}: ${read} of ${ofAll} in this pass`.slice(0, to.columns + 3));
    },
    end(): void {
      if (to.isTerminal) to.stream.write("\r\u001b[K");
    },
  };
}
