// A row of a table by a name that whoever asks has chosen.

/** Undefined for what the table only inherits, as `constructor`. */
export function rowOf<T>(table: Readonly<Record<string, T>>, name: string): T | undefined {
  return Object.hasOwn(table, name) ? table[name] : undefined;
}
