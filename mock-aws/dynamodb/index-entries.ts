// An item's places in the indexes of its table. dynalite tells items of one index key apart by six digits of a hash, so that of
// some thousands one takes another's place; here the item's own key follows.

type Row = Readonly<Record<string, unknown>>;
type Done = (error: Error | null) => void;
type Keys = readonly { readonly AttributeName: string }[];

type Index = {
  readonly IndexName: string;
  readonly KeySchema: Keys;
  readonly Projection: { readonly ProjectionType: string; readonly NonKeyAttributes?: readonly string[] };
};

type Table = {
  readonly TableName: string;
  readonly KeySchema: Keys;
  readonly LocalSecondaryIndexes?: readonly Index[];
  readonly GlobalSecondaryIndexes?: readonly Index[];
};

type Place = { put(key: string, item: Row, done: Done): void; del(key: string, done: Done): void };
type Store = { getIndexDb(type: string, table: string, index: string): Place };

/** What of dynalite's database this is about. Its operations look for both functions where they lie. */
export type Database = {
  readonly createKey: (item: Row, table: Table) => string;
  createIndexKey: (item: Row, table: Table, keys: Keys) => string;
  updateIndexes: (store: Store, table: Table, before: Row | undefined, after: Row | null, done: Done) => void;
};

export function tellIndexEntriesApart(database: Database): void {
  const { createKey, createIndexKey } = database;
  const keyIn = (index: Keys, item: Row, table: Table) =>
    `${createIndexKey(item, table, index)}/${createKey(item, table)}`;

  function move(place: Place, index: Index, table: Table, before: Row | undefined, after: Row | null): void {
    const isIn = (item: Row) => index.KeySchema.every(({ AttributeName: name }) => item[name] !== undefined);
    const [from, to] = [before, after].map((item) =>
      item && isIn(item) ? keyIn(index.KeySchema, item, table) : undefined,
    );
    if (from !== undefined && from !== to) place.del(from, ignored);
    if (after && to !== undefined) place.put(to, projected(after, index, table), ignored);
  }

  database.createIndexKey = (item, table, keys) => keyIn(keys, item, table);
  database.updateIndexes = (store, table, before, after, done) => {
    for (const type of ["Local", "Global"] as const) {
      for (const index of table[`${type}SecondaryIndexes`] ?? []) {
        move(store.getIndexDb(type, table.TableName, index.IndexName), index, table, before, after);
      }
    }
    done(null);
  };
}

/** The store has no errors. */
const ignored: Done = () => undefined;

function projected(item: Row, { KeySchema, Projection }: Index, table: Table): Row {
  const { ProjectionType, NonKeyAttributes = [] } = Projection;
  if (ProjectionType === "ALL") return item;
  const names = [...KeySchema, ...table.KeySchema].map(({ AttributeName }) => AttributeName);
  const shown = [...names, ...NonKeyAttributes].filter((name) => item[name] !== undefined);
  return Object.fromEntries(shown.map((name) => [name, item[name]]));
}
