// What makes work wait in the model: a core that does one thing after the other, and AWS's buckets of tokens.

export type Core = {
  /** Milliseconds until so much work is done, behind what is there already. */
  work(now: number, ms: number): number;
};

/** `share`: of a whole core. */
export function createCore(share: number): Core {
  let freeAt = 0;
  return {
    work(now, ms) {
      freeAt = Math.max(now, freeAt) + ms / share;
      return freeAt - now;
    },
  };
}

export type Bucket = {
  /** False: AWS says that it is too much. */
  take(now: number): boolean;
  /** How many calls it has let through, and how many it has not. */
  taken(): number;
  refused(): number;
};

/** Full at first, as for an account in which nobody has called yet. */
export function createBucket(perSecond: number, size: number): Bucket {
  let tokens = size;
  let at = 0;
  let [taken, refused] = [0, 0];
  return {
    take(now) {
      tokens = Math.min(size, tokens + ((now - at) * perSecond) / 1000);
      at = now;
      const isEnough = tokens >= 1;
      if (isEnough) tokens -= 1;
      if (isEnough) taken++;
      else refused++;
      return isEnough;
    },
    taken: () => taken,
    refused: () => refused,
  };
}

/** The value below which the share of them lies; undefined of none. */
export function percentile(values: readonly number[], share: number): number | undefined {
  const sorted = values.toSorted((one, other) => one - other);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))];
}
