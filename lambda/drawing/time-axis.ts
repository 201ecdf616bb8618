// A scale of time: linear, honest, with ticks at round times of day in UTC.

export type Axis = {
  readonly from: number;
  readonly to: number;
  /** Pixels. */
  readonly left: number;
  readonly right: number;
};

export type Tick = { readonly at: number; readonly label: string };

/** Where a time stands, in pixels; what lies outside stands at the border. */
export function placeOf({ from, to, left, right }: Axis, at: number): number {
  const share = (at - from) / Math.max(1, to - from);
  return left + (right - left) * Math.min(1, Math.max(0, share));
}

export function isOn({ from, to }: Axis, at: number): boolean {
  return at >= from && at <= to;
}

const [SECOND, MINUTE, HOUR, DAY] = [1_000, 60_000, 3_600_000, 86_400_000] as const;
const STEPS = [
  ...[1, 2, 5, 10, 15, 30].map((count) => count * SECOND),
  ...[1, 2, 5, 10, 15, 30].map((count) => count * MINUTE),
  ...[1, 2, 3, 6, 12].map((count) => count * HOUR),
  ...[1, 2, 7, 14, 30, 60, 120, 365].map((count) => count * DAY),
];

/** `most` at most, and two at least where the stretch is longer than some seconds. */
export function ticksOf({ from, to }: Axis, most = 8): readonly Tick[] {
  const step = STEPS.find((one) => (to - from) / one <= most) ?? Math.ceil((to - from) / most / DAY) * DAY;
  const first = Math.ceil(from / step) * step;
  const count = Math.max(0, Math.floor((to - first) / step) + 1);
  return Array.from({ length: Math.min(count, most + 1) }, (_, index) => {
    const at = first + index * step;
    return { at, label: labelOf(at, step) };
  });
}

function labelOf(at: number, step: number): string {
  const iso = new Date(at).toISOString();
  const day = iso.slice(5, 10);
  if (step >= DAY || (at % DAY === 0 && step >= HOUR)) return day;
  return step < MINUTE ? iso.slice(11, 19) : iso.slice(11, 16);
}
