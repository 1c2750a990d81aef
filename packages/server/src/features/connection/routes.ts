import { benchAnswer, doctorReport, wireReportView } from '@srs-desk/shared/api/connection.ts';
import * as z from 'zod';
import { defineRoute, type Route } from '../../platform/http/route.ts';
import { runDoctor } from './doctor/run-doctor.ts';
import { wireReport } from './doctor/wire-report.ts';
import { testBenchOf } from './test-bench/test-bench.ts';

const text = z.string().trim().min(1).max(200);
const benchInput = z.strictObject({
  mobile: z.string().trim().min(5).max(40),
  firstName: text.default('Test'),
  lastName: text.default('Bench'),
  country: text.default('CH'),
  driveSimulator: z.boolean().default(false),
});

export const connectionRoutes: readonly Route[] = [
  defineRoute({
    method: 'post',
    path: '/api/doctor',
    access: 'doctor.run',
    summary:
      'Check the way to SRS: configuration, token, methods, status, verify call; whom to turn to if one fails',
    body: z.strictObject({}),
    answers: { 200: doctorReport.extend({ proNumber: z.string().nullable() }) },
    handle: async ({ desk, who }) => ({
      body: { ...(await runDoctor(desk, who)), proNumber: desk.config.srs.proNumber },
    }),
  }),
  defineRoute({
    method: 'get',
    path: '/api/doctor/wire-report',
    access: 'doctor.run',
    summary: 'What the answers of SRS looked like in the last day, field by field; no personal data',
    answers: { 200: wireReportView },
    handle: async ({ desk, who }) => ({ body: { ...(await wireReport(desk, who)) } }),
  }),
  defineRoute({
    method: 'get',
    path: '/api/test-bench',
    access: 'test_bench.run',
    summary: 'The end-to-end test under way, else the last one; null when there was none',
    answers: { 200: benchAnswer },
    handle: ({ desk }) => ({ body: { run: testBenchOf(desk).run } }),
  }),
  defineRoute({
    method: 'post',
    path: '/api/test-bench',
    access: 'test_bench.run',
    summary: 'Start the end-to-end test of guide §4 at test/video',
    body: benchInput,
    answers: { 202: benchAnswer },
    handle: async ({ desk, who, body: { driveSimulator, ...person } }) => ({
      body: { run: await testBenchOf(desk).start(who, person, driveSimulator) },
    }),
  }),
  defineRoute({
    method: 'delete',
    path: '/api/test-bench',
    access: 'test_bench.run',
    summary: 'Stop the end-to-end test; its order stays as it is',
    answers: { 200: benchAnswer },
    handle: ({ desk }) => ({ body: { run: testBenchOf(desk).stop() } }),
  }),
];
