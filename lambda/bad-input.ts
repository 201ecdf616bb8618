// Input that cannot be understood: it goes to the dead-letter queue with this error, never nowhere.

/** Says what the input is, what is wrong with it, and what would be right. */
export class BadInputError extends Error {
  override readonly name = "BadInputError";
}
