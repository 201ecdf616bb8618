// What the schedule sends each minute: the stack writes it and the function reads it.

export const HEARTBEAT = { action: "reconcile" } as const;
