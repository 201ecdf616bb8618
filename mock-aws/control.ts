// /_mock/…: moving time, setting delays, asking for failures, looking behind the scenes. Unsigned, loopback only.
import { z } from "zod";
import { AwsError } from "./aws-error.ts";
import { wholeTrail } from "./cloudtrail/trail.ts";
import { parseDuration } from "./duration.ts";
import { instances } from "./ec2/instances.ts";
import { addFault, showFault } from "./faults.ts";
import type { LocalAws } from "./local-aws.ts";
import { lostEvents } from "./lost-events.ts";
import { plantRootKey } from "./plant.ts";
import { changeSettings, showSettings } from "./settings.ts";
import type { WireRequest, WireResponse } from "./wire/http.ts";
import type { World } from "./world.ts";

type Handler = (aws: LocalAws, body: unknown) => unknown | Promise<unknown>;

const iso = (instant: number) => new Date(instant).toISOString();

const CALLS: Readonly<Record<string, Handler>> = {
  "GET /_mock/health": () => ({ status: "ready" }),
  "GET /_mock/clock": (aws) => ({ now: iso(aws.world().clock.now()) }),
  "POST /_mock/clock": async (aws, body) => ({ now: iso(await moveClock(aws.world(), body)) }),
  "GET /_mock/settings": (aws) => showSettings(aws.world().settings),
  "PUT /_mock/settings": (aws, body) => {
    changeSettings(aws.world().settings, body);
    return showSettings(aws.world().settings);
  },
  "GET /_mock/faults": (aws) => aws.world().faults.map(showFault),
  "POST /_mock/faults": (aws, body) => showFault(addFault(aws.world(), body)),
  "DELETE /_mock/faults": (aws) => {
    aws.world().faults.length = 0;
    return [];
  },
  "GET /_mock/trail": (aws) =>
    wholeTrail(aws.world()).map(({ record, visibleAt }) => ({ visibleAt: iso(visibleAt), event: record })),
  "GET /_mock/lost-events": (aws) => lostEvents(aws.world()).map((event) => ({ ...event, at: iso(event.at) })),
  "GET /_mock/instances": (aws) =>
    [...instances(aws.world()).values()].map(({ instanceId, account, association, imds, state }) => ({
      instanceId,
      account,
      role: association?.profile.role?.name ?? null,
      imds: imds ?? null,
      state,
    })),
  "POST /_mock/root-key": (aws, body) => {
    const { accessKeyId, secretAccessKey } = plantRootKey(aws.world(), accountIn(aws.world(), body));
    return { accessKeyId, secretAccessKey };
  },
  "POST /_mock/reset": async (aws) => {
    await aws.reset();
    return { status: "ready" };
  },
};

const LOOPBACK = /^(127\.\d+\.\d+\.\d+|::1)$/;
const LOCAL_HOST = /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])(:\d+)?$/;

/** Answers a control call. The host is checked so that no page in a browser reaches it under another name. */
export async function control(aws: LocalAws, request: WireRequest): Promise<WireResponse> {
  if (!LOOPBACK.test(request.remoteAddress) || !LOCAL_HOST.test(request.headers["host"] ?? "")) {
    return json(403, { error: "Control calls are answered to this machine only, under 127.0.0.1 or localhost." });
  }
  const call = CALLS[`${request.method} ${request.path}`];
  if (!call) return json(404, { error: `There is no ${request.method} ${request.path}.`, calls: Object.keys(CALLS) });
  try {
    const text = request.body.toString("utf8");
    return json(200, await call(aws, text === "" ? {} : JSON.parse(text)));
  } catch (error) {
    if (error instanceof z.ZodError) return json(400, { error: z.prettifyError(error) });
    if (error instanceof AwsError) return json(error.status, { error: error.message });
    if (error instanceof SyntaxError) return json(400, { error: `The body is not JSON: ${error.message}` });
    throw error;
  }
}

const move = z.union(
  [
    z.strictObject({ advance: z.union([z.string(), z.number()]) }),
    z.strictObject({ set: z.iso.datetime({ offset: true }) }),
  ],
  {
    error: 'Write {"advance":"15m"} or {"set":"2026-01-01T00:00:00Z"}.',
  },
);

/** Each minute of it is run through, heartbeats and all. */
const LONGEST_MOVE_MS = 10 * 366 * 24 * 60 * 60 * 1000;

async function moveClock(world: World, body: unknown): Promise<number> {
  const wish = move.parse(body);
  const { clock } = world;
  const ms = "advance" in wish ? parseDuration(wish.advance) : Date.parse(wish.set) - clock.now();
  if (ms === undefined || ms < 0 || ms > LONGEST_MOVE_MS) {
    const why =
      ms === undefined
        ? `${JSON.stringify(body)} holds no duration such as "15m"`
        : ms < 0
          ? "time only moves forward"
          : "time moves ten years at a time at most";
    throw new z.ZodError([{ code: "custom", message: why, path: [], input: body }]);
  }
  return clock.advanceTo(clock.now() + ms);
}

/** Which account's root makes itself a key, as it would in the console. */
function accountIn({ accounts }: World, body: unknown): string {
  const { account } = z.strictObject({ account: z.string() }, 'Write {"account":"111122223333"}.').parse(body);
  if (accounts.has(account)) return account;
  throw new AwsError(
    "AccountNotFound",
    `There is no account ${account} in the local AWS; there are ${[...accounts.keys()].join(", ")}.`,
    404,
  );
}

function json(status: number, body: unknown): WireResponse {
  return { status, headers: { "content-type": "application/json" }, body: `${JSON.stringify(body)}\n` };
}
