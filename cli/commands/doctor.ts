// `responder doctor`: what would fail on the day, each with what ends it.
import type { DoctorOptions } from "../acts/doctor.ts";
import type { CliCommand } from "../command.ts";

export const doctor: CliCommand = {
  name: "doctor",
  summary: "Find what would fail on the day: trails, Regions, rules, roles, room for the deny, approvers, clocks",
  examples: ["doctor", "doctor --all", "doctor --json"],
  define(command, act) {
    command
      .option("--all", "tell what is well too")
      .option("--member", "your credentials are of a member account: look at what the responder needs there")
      .action((options: DoctorOptions) =>
        act(async (context) => (await import("../acts/doctor.ts")).examineAll(context, options)),
      );
  },
};
