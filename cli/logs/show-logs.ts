// `responder trace --logs`: an investigator's tool, which asks nothing of AWS where the files lie in a folder.
import type { LogPlace } from "../../lambda/trace/log-files/log-place.ts";
import type { LogReport } from "../../lambda/trace/log-files/log-report.ts";
import { logSource } from "../../lambda/trace/log-source.ts";
import type { Context } from "../context.ts";
import type { ExitCode } from "../exit-codes.ts";
import { sizeWords } from "../view/size-words.ts";
import { type LogOptions, namedBy } from "./log-options.ts";
import { openLogs } from "./open-logs.ts";
import { fileCount, readingProgress } from "./show-progress.ts";
import { showTraced } from "./show-traced.ts";
import { traceLogs } from "./trace-logs.ts";

export async function showLogs(context: Context, options: LogOptions): Promise<ExitCode> {
  const named = await namedBy(context, options);
  const place = await openLogs(context, options.logs ?? ".");
  const { progress, end } = readingProgress(context.err, place);
  try {
    const source = logSource({ place, progress });
    const { since, until } = options;
    const trace = await traceLogs({ ...named, source, since, until, now: context.surroundings.now() });
    end();
    const { gaps: _, ...read } = source.report();
    return showTraced(context, trace, {
      members: { logs: place.name, read: { ...read, leftAside: place.leftAside } },
      words: readWords(place, read),
    });
  } finally {
    await place.close();
  }
}

function readWords(
  { name, leftAside }: LogPlace,
  { files, bytes, from, to }: Omit<LogReport, "gaps">,
): readonly string[] {
  const period = from === undefined ? "" : `, events from about ${from} to ${to}`;
  return [
    `${fileCount(files, "log file")} of ${name}, ${sizeWords(bytes)} unpacked${period}`,
    ...Object.entries(leftAside).map(
      ([why, count]) => `${fileCount(count, "file")} ${count === 1 ? "was" : "were"} left aside: ${why}`,
    ),
  ];
}
