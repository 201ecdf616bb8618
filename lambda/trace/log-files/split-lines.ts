// Where the lines of a text begin and end: of a file with a record on each of them.
import { behindTime, NEWLINE } from "./log-form.ts";
import { MOST_RECORD_BYTES, type Splitter } from "./split-records.ts";

const SPACE = 0x20;

export function createLineSplitter(mostBytes = MOST_RECORD_BYTES): Splitter {
  let position = 0;
  let isHuge = false;
  let huge = 0;

  function add(bytes: Uint8Array, end: number, found: number[]): void {
    if (isHuge || end - position > mostBytes) huge++;
    else if (!isBlank(bytes, position, end)) found.push(behindTime(bytes, position, end), end);
    isHuge = false;
  }

  return {
    split(bytes, isLast) {
      const found: number[] = [];
      for (let end = bytes.indexOf(NEWLINE, position); end >= 0; end = bytes.indexOf(NEWLINE, position)) {
        add(bytes, end, found);
        position = end + 1;
      }
      if (isLast && position < bytes.length) {
        add(bytes, bytes.length, found);
        position = bytes.length;
      } else if (bytes.length - position > mostBytes) {
        isHuge = true;
        position = bytes.length;
      }
      return found;
    },
    kept() {
      const from = position;
      position = 0;
      return from;
    },
    troubles: () => (huge > 0 ? [`has lines of more than ${mostBytes} bytes, which were not read`] : []),
  };
}

function isBlank(bytes: Uint8Array, start: number, end: number): boolean {
  for (let at = start; at < end; at++) {
    if ((bytes[at] ?? SPACE) > SPACE) return false;
  }
  return true;
}
