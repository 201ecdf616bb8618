// Things by their names, in an order that is kept as they come and go: a page of ten thousand costs what a page does.

export type Drawer<T> = {
  readonly size: number;
  get(name: string): T | undefined;
  has(name: string): boolean;
  set(name: string, item: T): void;
  delete(name: string): void;
  /** Oldest first. */
  values(): IterableIterator<T>;
  /** By name, those behind `name` or all of them. */
  behind(name: string | undefined): Iterable<T>;
};

/** Names are told apart without regard to case, as IAM does it, and so ordered. */
export function drawer<T>(): Drawer<T> {
  const items = new Map<string, T>();
  const names: string[] = [];
  return {
    get size() {
      return items.size;
    },
    get: (name) => items.get(name.toLowerCase()),
    has: (name) => items.has(name.toLowerCase()),
    set(name, item) {
      const key = name.toLowerCase();
      if (!items.has(key)) names.splice(placeOf(key, names), 0, key);
      items.set(key, item);
    },
    delete(name) {
      const key = name.toLowerCase();
      if (items.delete(key)) names.splice(placeOf(key, names), 1);
    },
    values: () => items.values(),
    *behind(name) {
      const key = name?.toLowerCase();
      const place = key === undefined ? 0 : placeOf(key, names);
      for (let index = names[place] === key ? place + 1 : place; index < names.length; index++) {
        yield items.get(names[index] as string) as T;
      }
    },
  };
}

/** Where a name is among ordered ones, or would be. */
function placeOf(name: string, names: readonly string[]): number {
  let low = 0;
  for (let high = names.length; low < high; ) {
    const middle = (low + high) >>> 1;
    if ((names[middle] as string) < name) low = middle + 1;
    else high = middle;
  }
  return low;
}
