// Where the records in a text of JSON begin and end, without reading them: by brackets and strings alone.
//
// Whatever holds records: `{"Records":[…]}` as trails write it, `{"Events":[…]}` as LookupEvents answers, an array, a single
// record, or several such texts one after another.

export type Splitter = {
  /**
   * The records that are whole by now, as `start, end, start, end …` in `bytes`, which begins with what was kept of the
   * bytes before.
   */
  split(bytes: Uint8Array, isLast: boolean): readonly number[];
  /** Where the bytes begin that are needed again. Ask once after each `split`. */
  kept(): number;
  /** What is wrong with all of it, in words that follow the file's name. */
  troubles(): readonly string[];
};

/** CloudTrail's own end at 256 KB. What is larger than this is let go of, so that memory has a bound. */
export const MOST_RECORD_BYTES = 4 * 1024 * 1024;

const [QUOTE, BACKSLASH] = [0x22, 0x5c];
const BRACE = 0x7b;
/** What a byte outside of strings is. Spaces and commas are nothing. */
const [NOTHING, TEXT, OPENS, CLOSES, OTHER] = [0, 1, 2, 3, 4];
const KINDS = Uint8Array.from({ length: 256 }, (_, byte) => {
  const letter = String.fromCharCode(byte);
  if (letter === '"') return TEXT;
  if ("[{".includes(letter)) return OPENS;
  if ("]}".includes(letter)) return CLOSES;
  return byte <= 0x20 || letter === "," ? NOTHING : OTHER;
});

type State = {
  readonly mostBytes: number;
  position: number;
  isInString: boolean;
  depth: number;
  /** Objects that open at this depth are records. */
  recordDepth: number;
  /** Of the record that is open, or -1. */
  start: number;
  isHuge: boolean;
  huge: number;
  strays: number;
  extra: number;
};

export function createSplitter(mostBytes = MOST_RECORD_BYTES): Splitter {
  const state: State = {
    mostBytes,
    ...{ position: 0, isInString: false, depth: 0, recordDepth: 0, start: -1, isHuge: false },
    ...{ huge: 0, strays: 0, extra: 0 },
  };
  return {
    split(bytes) {
      const found: number[] = [];
      scan(state, bytes, found);
      if (state.start >= 0 && state.position - state.start > mostBytes) state.isHuge = true;
      return found;
    },
    kept() {
      const from = state.start >= 0 && !state.isHuge ? state.start : state.position;
      if (state.start >= 0) state.start = 0;
      state.position -= from;
      return from;
    },
    troubles: () => troublesOf(state),
  };
}

function scan(state: State, bytes: Uint8Array, found: number[]): void {
  const end = bytes.length;
  let at = state.isInString ? endOfString(bytes, state.position) : state.position;
  while (at >= 0 && at < end) {
    const kind = KINDS[bytes[at++] as number]; // It is before the end.
    if (kind === NOTHING) continue;
    if (state.start < 0 && kind !== OPENS && kind !== CLOSES && state.depth === state.recordDepth) state.strays++;
    if (kind === TEXT) at = endOfString(bytes, at);
    else if (kind === OPENS) open(state, bytes, at - 1);
    else if (kind === CLOSES) close(state, at, found);
  }
  state.isInString = at < 0;
  state.position = at < 0 ? ~at : at;
}

function open(state: State, bytes: Uint8Array, at: number): void {
  const isObject = bytes[at] === BRACE;
  if (isObject && state.start < 0 && state.depth === state.recordDepth) state.start = at;
  if (!isObject && state.depth === 0) state.recordDepth = 1;
  if (!isObject && state.depth === 1 && state.recordDepth !== 1 && isListOfRecords(bytes, at)) {
    state.recordDepth = 2;
    state.start = -1;
  }
  state.depth++;
}

function close(state: State, end: number, found: number[]): void {
  if (state.depth === 0) state.extra++;
  else state.depth--;
  if (state.start >= 0 && state.depth === state.recordDepth) {
    if (state.isHuge || end - state.start > state.mostBytes) state.huge++;
    else found.push(state.start, end);
    state.start = -1;
    state.isHuge = false;
  }
  if (state.depth === 0) state.recordDepth = 0;
}

function troublesOf({ mostBytes, depth, isInString, isHuge, huge, strays, extra }: State): readonly string[] {
  return [
    ...(huge > 0 || isHuge ? [`has records of more than ${mostBytes} bytes, which were not read`] : []),
    ...(strays > 0 ? ["has something between its records that is no record"] : []),
    ...(extra > 0 ? ["closes more than it opens: it is not whole"] : []),
    ...(depth > 0 || isInString ? ["ends in the middle: what comes before was read"] : []),
  ];
}

/** Behind the string's end; where it does not end in these bytes, the complement of where to go on. */
function endOfString(bytes: Uint8Array, from: number): number {
  const end = bytes.length;
  for (let at = from; at < end; at++) {
    const byte = bytes[at];
    if (byte === QUOTE) return at + 1;
    if (byte === BACKSLASH && ++at === end) return ~(at - 1);
  }
  return ~end;
}

/** The list that a member `Records` or `Events` holds. */
function isListOfRecords(bytes: Uint8Array, at: number): boolean {
  const before = Buffer.from(bytes.buffer, bytes.byteOffset + Math.max(0, at - 64), Math.min(at, 64)).toString(
    "latin1",
  );
  return /"(?:Records|Events)"\s*:\s*$/.test(before);
}
