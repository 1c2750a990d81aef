import { z } from 'zod';
import { runDoctor } from '../../doctor/run-doctor.ts';
import { defineRoute, type Route } from '../route.ts';

export const connectionRoutes: readonly Route[] = [
  defineRoute({
    method: 'post',
    path: '/api/doctor',
    access: 'doctor.run',
    summary:
      'Check the way to SRS: configuration, token, methods, status, verify call; whom to turn to if one fails',
    body: z.strictObject({}),
    handle: async ({ desk, who }) => ({
      body: { ...(await runDoctor(desk, who)), proNumber: desk.config.srs.proNumber },
    }),
  }),
];
