// The program for whoever reads its words, as documents do: it understands everything and does nothing.
import { PassThrough } from "node:stream";
import type { Command } from "commander";
import { createProgram } from "../../cli/program.ts";

export function describedProgram(): Command {
  const nowhere = new PassThrough();
  const surroundings = {
    env: {},
    out: nowhere,
    err: nowhere,
    folder: "/",
    readInput: nothing,
    readFile: nothing,
    writeFile: nothing,
    now: () => 0,
    sleep: nothing,
    unique: () => "",
    interrupted: () => new AbortController().signal,
  };
  return createProgram(surroundings, async () => undefined);
}

const nothing = () => Promise.reject(new Error("Nothing is done here."));
