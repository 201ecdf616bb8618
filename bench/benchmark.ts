// What a benchmark is, and the rows it reports: a figure beside another that was measured in the same run.

export type Row = {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  /** What the value stands beside. */
  readonly baseline: string;
  readonly baselineValue: number;
  /** value ÷ baselineValue. */
  readonly ratio: number;
};

/** `tiny` proves that a benchmark works, in a second or two; its figures mean nothing. */
export type Size = "full" | "tiny";

export type BenchmarkOptions = {
  readonly size: Size;
  /** Told what is going on, for those who wait. */
  note(text: string): void;
};

export type Benchmark = {
  readonly about: string;
  run(options: BenchmarkOptions): Promise<readonly Row[]>;
};

/** The row of a value, rounded to what can be read. */
export function row(measured: Omit<Row, "ratio">): Row {
  const { value, baselineValue } = measured;
  return { ...measured, value: short(value), baselineValue: short(baselineValue), ratio: short(value / baselineValue) };
}

function short(value: number): number {
  return Number(value.toPrecision(3));
}
