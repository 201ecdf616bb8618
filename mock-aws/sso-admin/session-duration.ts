// How long a permission set's sessions last: an ISO 8601 duration of one to twelve hours.
import { AwsError } from "../aws-error.ts";
import { text } from "../input.ts";

export const sessionDuration = text({ min: 1, max: 100, pattern: /PT(?=\d)(?:\d+H)?(?:\d+M)?(?:\d+S)?/ }).refine(
  (value) => {
    const seconds = inSeconds(value);
    if (seconds >= 3600 && seconds <= 43_200) return true;
    throw new AwsError("ValidationException", "SessionDuration must be between 1 hour and 12 hours.", 400);
  },
);

export function inSeconds(duration: string): number {
  const [, hours = "0", minutes = "0", seconds = "0"] = /^PT(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?$/.exec(duration) ?? [];
  return Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds);
}
