import type { BenchRun, DoctorReport } from '@srs-desk/shared/api/connection.ts';
import { ask } from '../api/http.ts';

export const connectionVerbs = {
  /** Checks the way to SRS now. */
  examineConnection: (_: object) =>
    ask<DoctorReport & { proNumber: string | null }>('doctor', { method: 'POST', body: {} }),
  /** The last run of the end-to-end test, or the one under way. */
  readTestBench: (_: object, signal?: AbortSignal) => ask<{ run: BenchRun | null }>('test-bench', { signal }),
  startTestBench: (person: object) => ask('test-bench', { method: 'POST', body: person }),
  stopTestBench: (_: object) => ask('test-bench', { method: 'DELETE' }),
};
