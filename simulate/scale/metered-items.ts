// The ledger's table in memory, with what DynamoDB would charge for each write: units of the table and of each index.
//
// https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/GSI.html#GSI.ThroughputConsiderations
import type { Item } from "../../client/table/expression.ts";
import type { Items, Key } from "../../client/table/ledger-table.ts";
import { DUE_INDEX, type INDEXES, LIST_INDEX, OPEN_INDEX } from "../../lambda/ledger/table.ts";

/** Write units, by where they fall. All that is written to an index falls on one of its partitions. */
export type Units = { readonly table: number; readonly due: number; readonly list: number; readonly open: number };

export const NO_UNITS: Units = { table: 0, due: 0, list: 0, open: 0 };

export type Meter = { readonly items: Items; units(): Units };

export function meteredItems(items: Items): Meter {
  let units = NO_UNITS;
  return {
    units: () => units,
    items: {
      ...items,
      put(key: Key, item: Item) {
        units = sum(units, unitsOf(items.get(key), item));
        items.put(key, item);
      },
    },
  };
}

export function sum(one: Units, other: Units): Units {
  return {
    table: one.table + other.table,
    due: one.due + other.due,
    list: one.list + other.list,
    open: one.open + other.open,
  };
}

/** A write costs the larger of what was there and what is there then. Each index projects the whole item. */
export function unitsOf(before: Item | undefined, after: Item): Units {
  return {
    table: Math.max(kilobytes(before), kilobytes(after)),
    due: indexUnits(DUE_INDEX, before, after),
    list: indexUnits(LIST_INDEX, before, after),
    open: indexUnits(OPEN_INDEX, before, after),
  };
}

/** A changed key of the index is two writes there: one takes the old away, one puts the new. */
function indexUnits(index: (typeof INDEXES)[number], before: Item | undefined, after: Item): number {
  const keyOf = (item: Item | undefined) => {
    const [partition, sort] = [item?.[index.partition]?.S, item?.[index.sort]?.S];
    return partition === undefined || sort === undefined ? undefined : `${partition} ${sort}`;
  };
  const [was, is] = [keyOf(before), keyOf(after)];
  if (was === is) return was === undefined ? 0 : Math.max(kilobytes(before), kilobytes(after));
  return (was === undefined ? 0 : kilobytes(before)) + (is === undefined ? 0 : kilobytes(after));
}

function kilobytes(item: Item | undefined): number {
  return item === undefined ? 0 : Math.ceil(sizeOf(item) / 1024);
}

/** https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/CapacityUnitCalculations.html */
function sizeOf(item: Item): number {
  return Object.entries(item).reduce(
    (all, [name, { S = "", N = "", SS = [] }]) => all + Buffer.byteLength([name, S, N, ...SS].join("")),
    0,
  );
}
