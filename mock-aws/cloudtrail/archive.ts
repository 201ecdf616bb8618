// Texts by their numbers, kept as bytes outside of the heap: a few million lines of a trail would fill that by themselves.

export type Archive = {
  readonly size: number;
  /** It gets the next number, from 0. */
  add(text: string): void;
  read(number: number): string;
};

const SLAB_BYTES = 2 ** 18;

export function archive(): Archive {
  const slabs: Buffer[] = [];
  let used = SLAB_BYTES; // Of the newest slab: there is none yet.
  /** Where each text is: the number of its slab, and the byte in it. */
  const places: number[] = [];
  const lengths: number[] = [];
  return {
    get size() {
      return places.length;
    },
    add(text) {
      const length = Buffer.byteLength(text);
      // An empty text too lies in a slab that is there: it may be the first, or follow one that filled its slab.
      if (used + length >= SLAB_BYTES) {
        slabs.push(Buffer.allocUnsafeSlow(Math.max(SLAB_BYTES, length)));
        used = 0;
      }
      slabs.at(-1)?.write(text, used);
      places.push((slabs.length - 1) * SLAB_BYTES + used);
      lengths.push(length);
      used += length;
    },
    read(number) {
      const [place, length] = [places[number], lengths[number]];
      if (place === undefined || length === undefined) throw new Error(`There is no text ${number} in the archive.`);
      const start = place % SLAB_BYTES;
      return (slabs[Math.floor(place / SLAB_BYTES)] as Buffer).toString("utf8", start, start + length);
    },
  };
}
