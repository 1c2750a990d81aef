import { approvalRow } from '@srs-desk/shared/api/approvals.ts';
import { eraseInput, eraseResult, legalHoldInput } from '@srs-desk/shared/api/audit.ts';
import { refId } from '@srs-desk/shared/api/orders.ts';
import { personFileInput } from '@srs-desk/shared/api/person-file.ts';
import { reason } from '@srs-desk/shared/api/reason.ts';
import { LANGUAGES } from '@srs-desk/shared/words/language.ts';
import * as z from 'zod';
import { defineRoute, type Route } from '../../../platform/http/route.ts';
import { outcomeAnswer } from '../../access/index.ts';
import { eraseOrder } from '../erase-order.ts';
import { setLegalHold } from '../legal-hold.ts';
import { packHtml } from '../pack-html.ts';
import { makePersonFile } from '../person-file.ts';
import { makeProofPack } from '../proof-pack.ts';

const ofOrder = z.object({ refId });

const packInput = z.strictObject({
  format: z.enum(['html', 'json']).default('html'),
  /** Of whoever reads it. */
  lang: z.enum(LANGUAGES).default('en'),
  /** Show what is sealed: personal data then stands in the file. */
  reveal: z.boolean().default(false),
  reason,
});

/** What the audit log does for a single order: proof, erasure, legal hold. */
export const orderAuditRoutes: readonly Route[] = [
  defineRoute({
    method: 'post',
    path: '/api/orders/:refId/proof',
    access: 'audit.export',
    work: 'file',
    summary: 'The order’s proof pack: its entries, their proofs, the signed checkpoint',
    params: ofOrder,
    body: packInput,
    answers: { 200: { media: ['text/html', 'application/json'] } },
    handle: async ({ desk, who, params, body, gone }) => {
      const pack = await makeProofPack(desk, who, params.refId, body, gone);
      const name = `proof-${params.refId.replace(/[^\w-]/g, '_')}.${body.format}`;
      const type = body.format === 'html' ? 'text/html; charset=utf-8' : 'application/json';
      return {
        headers: { 'content-type': type, 'content-disposition': `attachment; filename="${name}"` },
        body: body.format === 'html' ? packHtml(pack, body.lang) : JSON.stringify(pack, null, 1),
      };
    },
  }),
  defineRoute({
    method: 'post',
    path: '/api/orders/:refId/person-file',
    access: 'person.disclose',
    work: 'file',
    reauthenticated: true,
    summary: 'Everything about the order’s person as one file, for them; that it was made is recorded',
    params: ofOrder,
    body: personFileInput,
    answers: { 200: { media: ['text/html', 'application/json'] } },
    handle: async ({ desk, who, params, body, gone }) => {
      const { name, type, content } = await makePersonFile(desk, who, params.refId, body, gone);
      return {
        headers: { 'content-type': type, 'content-disposition': `attachment; filename="${name}"` },
        body: content,
      };
    },
  }),
  defineRoute({
    method: 'post',
    path: '/api/orders/:refId/erase',
    access: 'person.erase',
    reauthenticated: true,
    summary:
      'Erase the person of an order everywhere; the log goes on proving. 202: it waits for a second admin',
    params: ofOrder,
    body: eraseInput,
    answers: { 200: eraseResult, 202: approvalRow },
    handle: async ({ desk, who, params, body }) =>
      outcomeAnswer(await eraseOrder(desk, who, params.refId, body)),
  }),
  defineRoute({
    method: 'post',
    path: '/api/orders/:refId/legal-hold',
    access: 'person.erase',
    summary: 'Keep an order from being erased, or let go of it',
    params: ofOrder,
    body: legalHoldInput,
    answers: { 200: z.object({ refId: z.string(), legalHold: z.boolean() }) },
    handle: async ({ desk, who, params, body }) => ({
      body: await setLegalHold(desk, who, params.refId, body),
    }),
  }),
];
