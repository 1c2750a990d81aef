import * as z from 'zod';
import { DOCTOR_CHECKS, FINDING_CODES } from '../doctor/checks.ts';
import { BENCH_STEPS } from '../doctor/test-bench.ts';
import { healthView } from '../health/wire.ts';
import { SUPPORT_TEAMS } from '../process/teams.ts';

const time = z.iso.datetime();

/** What was seen, as a code with what goes into its sentence. */
const doctorFinding = z.object({
  code: z.enum(FINDING_CODES),
  params: z.record(z.string(), z.union([z.string(), z.number()])),
});
export type DoctorFinding = z.infer<typeof doctorFinding>;

/** One check as it went. Never holds a secret, a person's data or a query string. */
const doctorResult = z.object({
  check: z.enum(DOCTOR_CHECKS),
  /** `warning`: works, but somebody should look at it. `skipped`: an earlier check failed, so this one says nothing. */
  state: z.enum(['ok', 'warning', 'failed', 'skipped']),
  findings: z.array(doctorFinding),
  /** Whom to turn to when it failed; null when nobody needs to be asked. */
  team: z.enum(SUPPORT_TEAMS).nullable(),
  /** The recorded call behind it, where one was made. */
  callId: z.int().nullable(),
  correlationId: z.string().nullable(),
  at: time,
  durationMs: z.number(),
});
export type DoctorResult = z.infer<typeof doctorResult>;
export type DoctorState = DoctorResult['state'];

/** `POST /api/doctor`; `ok` when no check failed. */
export const doctorReport = z.object({
  at: time,
  ok: z.boolean(),
  results: z.array(doctorResult),
  /** As the overview and the metrics tell it; null where no sync runs (the command line without a running desk). */
  health: healthView.nullable(),
});
export type DoctorReport = z.infer<typeof doctorReport>;

const counts = z.record(z.string(), z.int());

/** What SRS's answers of a day looked like. Holds no person, no id and no secret. */
export const wireReportView = z.object({
  since: time,
  until: time,
  /** What could not be read since the start of the desk. */
  unread: z.array(z.object({ operation: z.string(), field: z.string(), form: z.string(), count: z.int() })),
  operations: z.array(
    z.object({
      operation: z.string(),
      /** Good answers (objects) that were looked at. */
      answers: z.int(),
      /** Status, type and state of the bodies, and how often. */
      http: counts,
      /** One field of the answers: how often it came in which form; `expected` if the desk reads it. */
      fields: z.array(z.object({ field: z.string(), expected: z.boolean(), forms: counts })),
    }),
  ),
});
export type WireReport = z.infer<typeof wireReportView>;
export type WireReportOperation = WireReport['operations'][number];
export type WireReportField = WireReportOperation['fields'][number];

/** Why a test did not pass, with what goes into its sentence. Never a person's data. */
const benchFailure = z.object({
  code: z.enum(['evidence_already', 'srs_failed', 'order_failed', 'timed_out', 'not_simulator']),
  params: z.record(z.string(), z.string()),
});
export type BenchFailure = z.infer<typeof benchFailure>;

const benchStep = z.object({
  step: z.enum(BENCH_STEPS),
  /** `waiting`: for a person, at the target URL or with the terms. */
  state: z.enum(['pending', 'running', 'waiting', 'done', 'failed', 'skipped']),
  startedAt: time.nullable(),
  finishedAt: time.nullable(),
  /** The recorded call that decided it, where there was one. */
  callId: z.int().nullable(),
});
export type BenchStep = z.infer<typeof benchStep>;
export type BenchStepState = BenchStep['state'];

/** One run of the end-to-end test, as it stands. */
const benchRun = z.object({
  id: z.int(),
  result: z.enum(['running', 'passed', 'failed', 'stopped']),
  startedAt: time,
  finishedAt: time.nullable(),
  actor: z.string(),
  refId: z.string().nullable(),
  targetUrl: z.string().nullable(),
  /** The simulator is driven by its control; with a real SRS a person identifies at the target URL. */
  driven: z.boolean(),
  steps: z.array(benchStep),
  failure: benchFailure.nullable(),
});
export type BenchRun = z.infer<typeof benchRun>;

/** `/api/test-bench`: the test under way, else the last one; null when there was none. */
export const benchAnswer = z.object({ run: benchRun.nullable() });
