import { statementLogo } from '@srs-desk/shared/billing/wire.ts';
import * as z from 'zod';
import { readBytes } from '../../../platform/http/read-body.ts';
import { defineRoute, type Route } from '../../../platform/http/route.ts';
import { logoOf } from '../statements/logo/queries.ts';
import { LARGEST_LOGO } from '../statements/logo/read-logo.ts';
import { currentLogo, putLogo, removeLogo } from '../statements/logo/write-logo.ts';

/** The issuer's logo, which stands on statements as PDF. */
export const logoRoutes: readonly Route[] = [
  defineRoute({
    method: 'get',
    path: '/api/statements/logo',
    access: 'settings.read',
    summary: 'The logo of the statements to come; null without one',
    answers: { 200: statementLogo.nullable() },
    handle: ({ desk }) => ({ body: JSON.stringify(currentLogo(desk)) }),
  }),
  defineRoute({
    method: 'put',
    path: '/api/statements/logo',
    access: 'settings.write',
    reauthenticated: true,
    summary: 'Put a PNG or JPEG (up to 256 KiB and 1500 by 1500 pixels) on the statements to come',
    streamed: { media: ['image/png', 'image/jpeg'] },
    answers: { 200: statementLogo },
    handle: async ({ desk, who, req }) => ({
      body: await putLogo(desk, who, await readBytes(req, LARGEST_LOGO)),
    }),
  }),
  defineRoute({
    method: 'delete',
    path: '/api/statements/logo',
    access: 'settings.write',
    reauthenticated: true,
    summary: 'Take the logo off the statements to come; those that have a number keep theirs',
    answers: { 204: null },
    handle: async ({ desk, who }) => {
      await removeLogo(desk, who);
      return { status: 204 };
    },
  }),
  defineRoute({
    method: 'get',
    path: '/api/statements/logo/:hash',
    access: 'session',
    summary: 'A logo that stands, or stood, on statements',
    params: z.object({ hash: z.string().regex(/^[0-9a-f]{64}$/) }),
    answers: { 200: { media: ['image/png', 'image/jpeg'] } },
    handle: ({ desk, params, res }) => {
      const { media, content } = logoOf(desk.reader, params.hash);
      const headers = { 'content-type': media, 'cache-control': 'private, max-age=31536000, immutable' };
      res.status(200).set(headers).end(content);
      return undefined;
    },
  }),
];
