// The drill: an event of our own type that goes the whole way and touches nobody. The stack sends it and the function reads it.

export const DRILL_EVENT = {
  source: "credential-leak",
  "detail-type": "Credential Leak",
  detail: { drill: true, reason: "A drill: nothing has leaked", reporter: "the credential leak responder's schedule" },
} as const;

/** Whatever else the event says: it is about nobody. */
export function isDrill(event: unknown): event is { readonly region?: unknown } {
  const { source, "detail-type": detailType, detail } = Object(event);
  return source === DRILL_EVENT.source && detailType === DRILL_EVENT["detail-type"] && Object(detail).drill === true;
}
