import { ORDER_STATUSES, type OrderStatus } from '../order/status.ts';
import type { StepNumber } from '../process/teams.ts';
import { namesOf } from '../words/both.ts';
import type { Bilingual } from '../words/language.ts';

/** What a status means and where in the process it stands. */
export interface StatusEntry {
  readonly status: OrderStatus;
  readonly name: Bilingual;
  readonly meaning: Bilingual;
  /** The step an order in this status usually is in; null where the process is over or cannot be told. */
  readonly usualStep: StepNumber | null;
  /** `guide`: listed in §4; `desk`: not listed there. */
  readonly source: 'guide' | 'desk';
}

const PLACES: Readonly<Record<OrderStatus, Pick<StatusEntry, 'usualStep' | 'source'>>> = {
  created: { usualStep: 1, source: 'guide' },
  initialized: { usualStep: 2, source: 'guide' },
  identification_done: { usualStep: 4, source: 'guide' },
  data_ready: { usualStep: 4, source: 'guide' },
  terminated: { usualStep: 5, source: 'guide' },
  error: { usualStep: 4, source: 'guide' },
  cancelled: { usualStep: null, source: 'desk' },
  unknown: { usualStep: null, source: 'desk' },
};

/** The statuses of guide §4, and the two the desk adds. */
export const STATUS_GLOSSARY: readonly StatusEntry[] = ORDER_STATUSES.map((status) => ({
  status,
  name: namesOf((words) => words.status[status]),
  meaning: namesOf((words) => words.statusMeaning[status]),
  ...PLACES[status],
}));
