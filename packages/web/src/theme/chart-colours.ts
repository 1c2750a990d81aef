import type { DeskPalette } from './palette.ts';

/** A colour of a chart, with the sign that stands for it where colours cannot be told apart. */
export interface ChartColour {
  fill: string;
  sign: string;
}

const OUTCOME_SIGNS = { terminated: '✓', error: '✕', cancelled: '⊘', pending: '…' } as const;
type ChartOutcome = keyof typeof OUTCOME_SIGNS;

const OUTCOMES: Record<DeskPalette['mode'], Record<ChartOutcome, string>> = {
  light: { terminated: '#0a6a5c', error: '#d1541a', cancelled: '#8b9698', pending: '#4a7fd0' },
  dark: { terminated: '#58d6b4', error: '#ff8348', cancelled: '#7f8d90', pending: '#86b4ff' },
};

const SERIES: Record<DeskPalette['mode'], readonly string[]> = {
  light: ['#0b5f6a', '#1999d7', '#8a3fc0', '#a68f58', '#712f26', '#201a67'],
  dark: ['#6ccdd4', '#e36333', '#e9eba8', '#896cb4', '#6057f0', '#aa635c'],
};

/** How an order's outcome looks in charts. Distinct for the colour-blind too: a test measures it. */
export function outcomeColour(mode: DeskPalette['mode'], outcome: ChartOutcome): ChartColour {
  return { fill: OUTCOMES[mode][outcome], sign: OUTCOME_SIGNS[outcome] };
}

/** The colour of the n-th of several series without a meaning of their own (0 to 5), with its letter. */
export function seriesColour(mode: DeskPalette['mode'], n: number): ChartColour {
  const fills = SERIES[mode];
  const at = n % fills.length;
  return { fill: fills[at] ?? '#888888', sign: String.fromCharCode(65 + at) };
}
