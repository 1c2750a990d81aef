/** One figure of a benchmark, beside the floor it is measured against in the same run. */
export interface BenchRow {
  metric: string;
  value: number;
  unit: string;
  /** The same work done bare, in the same run. */
  floor?: number;
  /** `value` as a share of `floor` (1 = as fast). */
  share?: number;
  /** What is asked of the figure, e.g. `≥ 1500`. */
  target?: string;
  /** Whether the target was met; absent where there is none. */
  met?: boolean;
}

export interface BenchOptions {
  /** Small data: shows that the benchmark runs, its figures mean nothing. */
  quick: boolean;
}

/** A benchmark module. */
export interface Bench {
  name: string;
  run(options: BenchOptions): Promise<{ rows: BenchRow[]; notes?: string[] }>;
}
