import {
  auditEntry,
  auditEntryDetail,
  auditList,
  consistencyAnswer,
  EXPORT_FORMATS,
  auditHealth as healthSchema,
  legalHolds,
  verificationSummary,
} from '@srs-desk/shared/api/audit.ts';
import type { Response } from 'express';
import * as z from 'zod';
import type { Desk, Principal } from '../../../platform/desk.ts';
import {
  listAnswer,
  listQuery,
  type RawListQuery,
  readListQuery,
} from '../../../platform/http/list-answer.ts';
import { RawJson } from '../../../platform/http/raw-json.ts';
import { type Answer, defineRoute, type FileForm, type Route } from '../../../platform/http/route.ts';
import { streamText } from '../../../platform/http/stream-text.ts';
import { CSV_TYPE } from '../../../platform/tables/write-csv.ts';
import { exportLog } from '../export-log.ts';
import { auditHealth } from '../health.ts';
import { readLegalHolds } from '../legal-hold.ts';
import { listEntries } from '../list-entries.ts';
import { entryFilterOf } from '../list-filter.ts';
import { proveConsistency } from '../prove-consistency.ts';
import { approvePruning } from '../prune-plan.ts';
import { readEntry } from '../read-entry.ts';
import { rebuildCalls } from '../rebuild-calls.ts';
import { approveRetention } from '../retention-plan.ts';
import { signCheckpointFor } from '../sign-checkpoint.ts';
import { startVerification } from '../verify-now.ts';

const JSONL_TYPE = 'application/x-ndjson; charset=utf-8';
const LOG_FILE: FileForm = { media: [JSONL_TYPE, CSV_TYPE] };
const size = z.coerce.number('must be a number of entries').int().positive();
const exportQuery = listQuery.extend({ format: z.enum(EXPORT_FORMATS).default('jsonl') });

async function listed(desk: Desk, who: Principal, query: RawListQuery, gone: AbortSignal): Promise<Answer> {
  const list = readListQuery(auditList, query);
  const { json, ...page } = await listEntries(desk, who, list, gone);
  return listAnswer('audit', list, { rows: new RawJson(json), ...page });
}

async function exported(
  desk: Desk,
  who: Principal,
  query: z.output<typeof exportQuery>,
  { gone, res }: { gone: AbortSignal; res: Response },
): Promise<undefined> {
  const { format, ...list } = query;
  const filter = entryFilterOf(desk.reader, readListQuery(auditList, list).where);
  const type = format === 'csv' ? CSV_TYPE : JSONL_TYPE;
  await streamText(res, `audit.${format}`, type, await exportLog(desk, who, filter, format, gone));
}

/** The log, its health, its verification, its exports. */
export const auditRoutes: readonly Route[] = [
  defineRoute({
    method: 'get',
    path: '/api/audit',
    access: 'audit.read',
    summary: 'The audit log, newest first',
    query: listQuery,
    answers: { 200: z.array(auditEntry) },
    handle: ({ desk, who, query, gone }) => listed(desk, who, query, gone),
  }),
  defineRoute({
    method: 'post',
    path: '/api/audit/search',
    access: 'audit.read',
    work: 'search',
    summary: 'The same list; the words looked for stand in the body, not in an address',
    body: listQuery,
    answers: { 200: z.array(auditEntry) },
    handle: ({ desk, who, body, gone }) => listed(desk, who, body, gone),
  }),
  defineRoute({
    method: 'get',
    path: '/api/audit/holds',
    access: 'audit.read',
    summary: 'The orders under legal hold, the first 200 by Ref ID',
    answers: { 200: legalHolds },
    handle: ({ desk }) => ({ body: readLegalHolds(desk) }),
  }),
  defineRoute({
    method: 'get',
    path: '/api/audit/health',
    access: 'audit.read',
    summary: 'How the log stands: signed, exported, verified, exposed',
    answers: { 200: healthSchema },
    handle: ({ desk }) => ({ body: auditHealth(desk) }),
  }),
  defineRoute({
    method: 'get',
    path: '/api/audit/export',
    access: 'audit.export',
    work: 'file',
    summary: 'The log as filtered, streamed as JSONL (with proof where nothing is left out) or CSV',
    query: exportQuery,
    answers: { 200: LOG_FILE },
    handle: ({ desk, who, query, ...to }) => exported(desk, who, query, to),
  }),
  defineRoute({
    method: 'post',
    path: '/api/audit/export',
    access: 'audit.export',
    work: 'file',
    summary: 'The same export; the words looked for stand in the body, not in an address',
    body: exportQuery,
    answers: { 200: LOG_FILE },
    handle: ({ desk, who, body, ...to }) => exported(desk, who, body, to),
  }),
  defineRoute({
    method: 'post',
    path: '/api/audit/verify',
    access: 'audit.verify',
    work: 'file',
    summary: 'Verify the whole log now; GET /api/audit/health tells how far it is',
    body: z.strictObject({
      wait: z.boolean().optional(),
      checkpoints: z.array(z.string().max(10_000)).max(100).optional(),
    }),
    answers: { 200: verificationSummary, 202: z.object({ state: z.literal('running') }) },
    handle: async ({ desk, who, body, gone }) => {
      const summary = startVerification(desk, who, body.checkpoints ?? [], body.wait ? gone : undefined);
      return body.wait ? { body: await summary } : { status: 202, body: { state: 'running' } };
    },
  }),
  defineRoute({
    method: 'post',
    path: '/api/audit/checkpoints',
    access: 'audit.export',
    summary: 'Sign the log as it stands, export the checkpoint, and give it',
    answers: { 200: z.object({ size: z.int(), note: z.string() }).nullable() },
    handle: async ({ desk, who }) => ({ body: await signCheckpointFor(desk, who) }),
  }),
  defineRoute({
    method: 'get',
    path: '/api/audit/consistency',
    access: 'audit.read',
    work: 'file',
    summary: 'The proof that the log under a checkpoint begins with that under an earlier one',
    query: z.strictObject({ from: size, to: size.optional() }),
    answers: { 200: consistencyAnswer },
    handle: ({ desk, query: { from, to } }) => ({ body: proveConsistency(desk, from, to) }),
  }),
  defineRoute({
    method: 'post',
    path: '/api/audit/rebuild-calls',
    access: 'audit.rebuild',
    summary: 'Make the calls projection anew from the log',
    answers: { 200: z.object({ calls: z.int() }) },
    handle: async ({ desk, who }) => ({ body: await rebuildCalls(desk, who) }),
  }),
  defineRoute({
    method: 'post',
    path: '/api/audit/retention/approve',
    access: 'person.erase',
    reauthenticated: true,
    summary: 'Let an erasure by age go on that is too large, or whose clock is doubtful',
    answers: { 200: healthSchema },
    handle: async ({ desk, who }) => {
      await approveRetention(desk, who);
      return { body: auditHealth(desk) };
    },
  }),
  defineRoute({
    method: 'post',
    path: '/api/audit/prune/approve',
    access: 'person.erase',
    reauthenticated: true,
    summary: 'Let a pruning of the log go on that is too large, or whose clock is doubtful',
    answers: { 200: healthSchema },
    handle: async ({ desk, who }) => {
      await approvePruning(desk, who);
      return { body: auditHealth(desk) };
    },
  }),
  defineRoute({
    method: 'get',
    path: '/api/audit/:seq',
    access: 'audit.read',
    summary: 'One entry with its differences, its bytes and its proof',
    params: z.object({ seq: z.coerce.number('must be a number').int().positive() }),
    answers: { 200: auditEntryDetail },
    handle: async ({ desk, who, params }) => ({ body: await readEntry(desk, who, params.seq) }),
  }),
];
