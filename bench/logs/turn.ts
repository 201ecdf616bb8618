// One turn in a process of its own: its name, and its work as JSON, are the arguments.
import { TURNS, type TurnName } from "./turns.ts";

const [name, work = ""] = process.argv.slice(2);
const turn = await TURNS[name as TurnName](JSON.parse(work)); // The benchmark's own words.
process.stdout.write(JSON.stringify({ ...turn, peakMb: process.resourceUsage().maxRSS / 1000 }));
