// Filters: a name and the values of which one must match; all filters of a request must hold.
// https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/Using_Filtering.html
import { z } from "zod";
import { AwsError, NotImplementedError } from "../aws-error.ts";
import { list } from "../input.ts";

export const filters = list(z.object({ Name: z.string(), Value: list(z.string()) })).optional();

export type Filters = z.output<typeof filters>;

/** How to read what a thing has under the name of a filter; undefined where the local AWS does not know the filter. */
export type Facts<T> = (filter: string) => ((thing: T) => readonly string[]) | undefined;

/** Those for which all filters hold. A filter that is not known is refused, even where there is nothing to filter. */
export function matching<T>(things: readonly T[], wished: Filters, facts: Facts<T>): readonly T[] {
  const tests = (wished ?? []).map(({ Name, Value }) => {
    const read = facts(Name);
    if (!read) throw new NotImplementedError(`the filter ${Name}`);
    if (Value.length === 0) throw new AwsError("InvalidParameterValue", `The filter '${Name}' has no values.`, 400);
    const globs = Value.map(globOf);
    return (thing: T) => read(thing).some((value) => globs.some((glob) => glob.test(value)));
  });
  return things.filter((thing) => tests.every((holds) => holds(thing)));
}

/** `*` stands for any text, `?` for one character, a backslash takes the next one as it is; case counts. */
function globOf(pattern: string): RegExp {
  const source = pattern.replace(/\\.|[\s\S]/g, (piece) => {
    if (piece === "*") return ".*";
    if (piece === "?") return ".";
    return (piece.length > 1 ? piece.slice(1) : piece).replace(/[\\^$.|?*+()[\]{}/]/, "\\$&");
  });
  return new RegExp(`^${source}$`, "s");
}
