// The configuration of the responder that is measured, as the stack would write it.
import { readConfig } from "../lambda/config.ts";

/** Nobody but a benchmark contains so many in an hour. */
export const MEASURED_CONFIG = JSON.stringify(readConfig({ circuitBreaker: 1_000_000 }));
