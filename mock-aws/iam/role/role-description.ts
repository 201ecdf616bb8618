// The description of a role, as its schema allows it.
import { text } from "../../input.ts";

// biome-ignore lint/suspicious/noControlCharactersInRegex: it is AWS's own pattern, and its errors show it so.
const PATTERN = /[\u0009\u000A\u000D\u0020-\u007E\u00A1-\u00FF]*/;

export const roleDescription = text({ max: 1000, pattern: PATTERN });
