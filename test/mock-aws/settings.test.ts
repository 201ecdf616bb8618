import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { formatDuration, parseDuration } from "../../mock-aws/duration.ts";
import { changeSettings, defaultSettings, showSettings } from "../../mock-aws/settings.ts";

describe("settings", () => {
  test("begin as the real ones are on average, but for IAM's delay and its throttle", () => {
    expect(showSettings(defaultSettings())).toEqual({
      iamPropagation: "0s",
      trailDelay: "5m",
      eventDelay: "5s",
      lookupRate: 2,
      iamWriteRate: 0,
      queryTime: "2s",
    });
  });

  test("change one by one", () => {
    const settings = defaultSettings();
    changeSettings(settings, { iamPropagation: "4s", lookupRate: 0.5 });
    changeSettings(settings, { trailDelay: 90, iamWriteRate: 5 });
    expect(showSettings(settings)).toEqual({
      iamPropagation: "4s",
      trailDelay: "1m30s",
      eventDelay: "5s",
      lookupRate: 0.5,
      iamWriteRate: 5,
      queryTime: "2s",
    });
  });

  test.each([
    [{ trailDelay: "soon" }, /soon.* is no duration; write for example/],
    [{ trailDelay: -1 }, /-1 is no duration/],
    [{ iamPropagation: "2h" }, /at most 1h/],
    [{ lookupRate: 0 }, /lookupRate/],
    [{ iamWriteRate: -1 }, /iamWriteRate/],
    [{ trialDelay: "5m" }, /trialDelay/],
    ["5m", /expected object/],
  ])("%j is refused, and nothing changes", (body, message) => {
    const settings = defaultSettings();
    expect(() => changeSettings(settings, body)).toThrow(message);
    expect(settings).toEqual(defaultSettings());
  });
});

describe("durations", () => {
  test.each([
    ["250ms", 250],
    ["4s", 4000],
    ["15m", 900_000],
    ["6h35m", 23_700_000],
    ["1.5h", 5_400_000],
    ["1d", 86_400_000],
    [90, 90_000],
  ])("%s", (text, ms) => {
    expect(parseDuration(text)).toBe(ms);
  });

  test.each(["", "5", "m", "5 m", "-5m", "5x", "1h30", Number.NaN, -1])("%s is none", (text) => {
    expect(parseDuration(text)).toBeUndefined();
  });

  test("what is shown can be read again", () => {
    fc.assert(fc.property(fc.nat(10_000_000), (ms) => parseDuration(formatDuration(ms)) === ms));
  });
});
