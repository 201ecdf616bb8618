// Where the records in a text of JSON begin and end, without reading them: by brackets and strings alone.
//
// Whatever holds records: `{"Records":[…]}` as trails write it, `{"Events":[…]}` as LookupEvents answers, `{"logEvents":[…]}` as
// CloudWatch Logs sends them, an array, a single record, or several such texts one after another.

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

const [QUOTE, BACKSLASH, COMMA, SPACE] = [0x22, 0x5c, 0x2c, 0x20];
const [BRACKET, BRACE, END_BRACKET, END_BRACE] = [0x5b, 0x7b, 0x5d, 0x7d];

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
    at = state.start < 0 ? between(state, bytes, at) : within(state, bytes, at);
    if (at >= 0 && state.start >= 0 && state.depth === state.recordDepth) close(state, at, found);
  }
  state.isInString = at < 0;
  state.position = at < 0 ? ~at : at;
}

/** One step outside of records. */
function between(state: State, bytes: Uint8Array, at: number): number {
  const byte = bytes[at] as number; // It is before the end.
  if (byte === BRACE || byte === BRACKET) open(state, byte, at);
  else if (byte === END_BRACE || byte === END_BRACKET) leave(state);
  else if (byte > SPACE && byte !== COMMA && state.depth === state.recordDepth) state.strays++;
  return byte === QUOTE ? endOfString(bytes, at + 1) : at + 1;
}

function open(state: State, byte: number, at: number): void {
  if (byte === BRACE && state.depth === state.recordDepth) state.start = at;
  if (byte === BRACKET && state.depth === 0) state.recordDepth = 1;
  state.depth++;
}

function leave(state: State): void {
  if (state.depth === 0) state.extra++;
  else state.depth--;
  if (state.depth === 0) state.recordDepth = 0;
}

/** To the end of the record, in a loop that looks at nothing but strings and brackets: nearly all bytes are here. */
function within(state: State, bytes: Uint8Array, from: number): number {
  const end = bytes.length;
  const outside = state.recordDepth;
  let depth = state.depth;
  let at = from;
  while (at >= 0 && at < end && depth > outside) {
    const byte = bytes[at++];
    if (byte === QUOTE) at = endOfString(bytes, at);
    else if (byte === BRACE) depth++;
    else if (byte === END_BRACE || byte === END_BRACKET) depth--;
    else if (byte === BRACKET && depth++ === 1 && outside === 0 && isListOfRecords(bytes, at - 1)) {
      state.recordDepth = 2; // What seemed to be a record holds them.
      state.start = -1;
      break;
    }
  }
  state.depth = depth;
  return at;
}

function close(state: State, end: number, found: number[]): void {
  if (state.isHuge || end - state.start > state.mostBytes) state.huge++;
  else found.push(state.start, end);
  state.start = -1;
  state.isHuge = false;
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
  let at = from;
  for (let byte = bytes[at]; byte !== QUOTE; byte = bytes[at]) {
    if (byte === undefined) return at > bytes.length ? ~(bytes.length - 1) : ~at; // An escape is read again whole.
    at += byte === BACKSLASH ? 2 : 1;
  }
  return at + 1;
}

/** The list that such a member holds. Queries' results are lists of lists: those are read whole. */
function isListOfRecords(bytes: Uint8Array, at: number): boolean {
  const before = Buffer.from(bytes.buffer, bytes.byteOffset + Math.max(0, at - 64), Math.min(at, 64)).toString(
    "latin1",
  );
  return /"(?:Records|Events|logEvents|events)"\s*:\s*$/.test(before);
}
