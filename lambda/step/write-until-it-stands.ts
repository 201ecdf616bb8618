// Writes into what AWS keeps without conditions: read before, read after, and made again until what is wanted stands.
//
// Two writers at once may leave what one of them wrote: whoever finds his own missing writes again, until all of it stands.
// What somebody else writes between our read and our write is lost, and a writer who read before us and writes after our
// last look undoes ours unseen. The next `holds` finds that; nothing finds the other.
import { mayHaveLanded } from "../patiently.ts";

const WRITES = 6;

export type Edit<T> = {
  read(): Promise<T>;
  textOf(standing: T): string | null | undefined;
  /** The text with what is wanted merged in; undefined where all of it stands. */
  wanted(standing: T): string | undefined;
  /** Answers AWS's id of the write. */
  write(wanted: string, standing: T): Promise<string | undefined>;
  /** What somebody takes out where it never stands, in the error: with its cutoff, for one error is on record once. */
  readonly called: string;
};

export type Written<T> = {
  readonly standing: T;
  /** Whether we have written anything. */
  readonly changed: boolean;
  /** Of the last write that AWS answered. */
  readonly requestId?: string;
};

/** `found`: what was just read. */
export async function writeUntilItStands<T>(found: T, edit: Edit<T>): Promise<Written<T>> {
  let standing = found;
  let requestId: string | undefined;
  for (let writes = 0; ; writes++) {
    const wanted = edit.wanted(standing);
    if (wanted === undefined) {
      return { standing, changed: writes > 0, ...(requestId === undefined ? {} : { requestId }) };
    }
    // Each such attempt is on record, since it may stand after all, where it was the reads that were old.
    if (writes === WRITES) throw new Error(`Somebody takes ${edit.called} as soon as it is written, ${WRITES} times.`);
    const last = standing;
    const answered = await writeOrFind(
      () => edit.write(wanted, last),
      async () => edit.textOf(await edit.read()) === wanted,
    );
    requestId = answered ?? requestId;
    standing = await edit.read();
  }
}

/**
 * A write whose answer may be lost: where AWS fails, what stands says whether it was done. It is not made again as it is:
 * somebody else may have written meanwhile, and whoever calls has to look before he writes.
 */
export async function writeOrFind(
  write: () => Promise<string | undefined>,
  isThere: () => Promise<boolean>,
): Promise<string | undefined> {
  try {
    return await write();
  } catch (error) {
    if (mayHaveLanded(error) && (await isThere().catch(() => false))) return undefined;
    throw error;
  }
}
