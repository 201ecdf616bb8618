// What a pattern asks of one field of an event.

/** A value of an event that holds no others. */
export type Leaf = string | number | boolean | null;

export type Matcher = (value: Leaf) => boolean;

/** `{"exists": false}`: met by a field that the event does not have. */
export const ABSENT: unique symbol = Symbol("absent");

export type FieldMatcher = Matcher | typeof ABSENT;
