// A pattern that EventBridge refuses; the message is the reason, in its words.

export class InvalidEventPattern extends Error {
  override readonly name = "InvalidEventPattern";
}

export function refuse(reason: string): never {
  throw new InvalidEventPattern(reason);
}
