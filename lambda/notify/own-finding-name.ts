// By what our own findings are known: they report what we have done, and are no new leak.

export const GENERATOR = "credential-leak-responder";

/** How their ids begin. */
export const OWN_FINDING = `${GENERATOR}/`;
