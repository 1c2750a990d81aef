import { listOfRow } from '@srs-desk/shared/api/list-of-row.ts';
import { refId } from '@srs-desk/shared/api/orders.ts';
import {
  answersParam,
  checkedParam,
  handoverCreated,
  handoverInput,
  handoverRow,
  handoverUpdate,
  messageInput,
  orderMessage,
  orderViewers,
  playbookNoteInput,
  playbookTopic,
  playbookView,
  queueItem,
  queueView,
  readyTicket as readyTicketAnswer,
  teamContact,
  triageAnswer,
  workInput,
  workView,
} from '@srs-desk/shared/api/support.ts';
import { supportRules } from '@srs-desk/shared/api/support-rules.ts';
import { ATTENTION_CODES } from '@srs-desk/shared/order/attention.ts';
import { ISSUE_IDS } from '@srs-desk/shared/process/issue-ids.ts';
import { SITUATIONS } from '@srs-desk/shared/process/situations.ts';
import { SUPPORT_TEAMS } from '@srs-desk/shared/process/teams.ts';
import { LANGUAGES } from '@srs-desk/shared/words/language.ts';
import * as z from 'zod';
import { listQuery, readListQuery, shortList } from '../../platform/http/list-answer.ts';
import { defineRoute, type Route } from '../../platform/http/route.ts';
import { handOverCall, handOverOrder, updateHandover } from './handovers/hand-over.ts';
import { listAllHandovers, listHandoversOf, listUnsettledHandovers } from './handovers/queries.ts';
import { readyTicket } from './handovers/ready-ticket.ts';
import { readSupportRules } from './handovers/support-rules.ts';
import { answerTriage, readMessage } from './messages/read-message.ts';
import { writePlaybookNote, writeTeamContact } from './playbook/playbook.ts';
import { readPlaybook } from './playbook/queries.ts';
import { readQueue, readQueueItems } from './queue/read-queue.ts';
import { readWork, recordMessage, workOnOrder } from './queue/work-on-order.ts';

const ofOrder = z.object({ refId });
const lang = z.enum(LANGUAGES).default('en');
const byId = z.object({ id: z.coerce.number().int().positive() });
const flag = z.enum(['true', 'false']).transform((text) => text === 'true');

const handoverRoutes: readonly Route[] = [
  defineRoute({
    method: 'post',
    path: '/api/orders/:refId/handovers',
    access: 'orders.handover',
    summary: 'Record that a ticket about this order was given to a team',
    params: ofOrder,
    body: handoverInput,
    answers: { 201: handoverCreated },
    handle: async ({ desk, who, params, body }) => ({
      body: await handOverOrder(desk, who, params.refId, body),
    }),
  }),
  defineRoute({
    method: 'get',
    path: '/api/orders/:refId/handover',
    access: 'orders.handover',
    summary: 'The ticket ready to give to the team whose turn it is, and what it still lacks',
    params: ofOrder,
    query: z.strictObject({
      lang,
      issue: z.enum(ISSUE_IDS).optional(),
      answers: answersParam.optional(),
      checked: checkedParam,
      occurredAt: z.iso.datetime({ offset: true }).optional(),
    }),
    answers: { 200: readyTicketAnswer },
    handle: ({ desk, who, params, query }) => ({
      body: readyTicket(desk, who, params.refId, {
        ...query,
        answers: query.answers,
        issue: query.issue ?? null,
        occurredAt: query.occurredAt === undefined ? null : Date.parse(query.occurredAt),
      }),
    }),
  }),
  defineRoute({
    method: 'get',
    path: '/api/support-rules',
    access: 'orders.timeline',
    summary: 'What readings, tickets and messages go by: limits, the Service Provider’s own texts',
    answers: { 200: supportRules },
    handle: ({ desk }) => ({ body: readSupportRules(desk) }),
  }),
  defineRoute({
    method: 'get',
    path: '/api/orders/:refId/handovers',
    access: 'orders.handover',
    summary: 'The hand-overs of an order, newest first',
    params: ofOrder,
    answers: { 200: z.array(handoverRow) },
    query: listQuery,
    handle: ({ desk, params, query }) =>
      shortList('handovers', handoverRow, listHandoversOf(desk.reader, params.refId), query),
  }),
  defineRoute({
    method: 'post',
    path: '/api/calls/:id/handovers',
    access: 'orders.handover',
    summary: 'Record that a ticket about a call, which may have no order, was given to a team',
    params: byId,
    body: handoverInput,
    answers: { 201: handoverCreated },
    handle: async ({ desk, who, params, body }) => ({
      body: await handOverCall(desk, who, params.id, body),
    }),
  }),
  defineRoute({
    method: 'get',
    path: '/api/handovers',
    access: 'orders.handover',
    summary:
      'Hand-overs that are not closed, oldest first; all of them, newest first, where the filter names states',
    answers: { 200: z.array(handoverRow) },
    query: listQuery,
    handle: ({ desk, query }) => {
      const namesStates = readListQuery(listOfRow(handoverRow), query).where.some(
        (condition) => 'field' in condition && condition.field === 'state',
      );
      const rows = namesStates ? listAllHandovers(desk.reader) : listUnsettledHandovers(desk.reader);
      return shortList('handovers', handoverRow, rows, query);
    },
  }),
  defineRoute({
    method: 'patch',
    path: '/api/handovers/:id',
    access: 'orders.handover',
    summary: 'Note the team’s ticket number, its answer, or the end of a hand-over',
    params: byId,
    body: handoverUpdate,
    answers: { 200: handoverRow },
    handle: async ({ desk, who, params, body }) => ({
      body: await updateHandover(desk, who, params.id, body),
    }),
  }),
];

const queueRoutes: readonly Route[] = [
  defineRoute({
    method: 'get',
    path: '/api/queue',
    access: 'orders.work',
    summary: 'What needs attention by cause, and what is due for the one who asks',
    answers: { 200: queueView },
    handle: async ({ desk, who, gone }) => ({ body: await readQueue(desk, who, gone) }),
  }),
  defineRoute({
    method: 'get',
    path: '/api/queue/items',
    access: 'orders.work',
    summary: 'The orders of the queue, longest waiting first',
    query: listQuery.extend({ attention: z.enum(ATTENTION_CODES).optional(), mine: flag.optional() }),
    answers: { 200: z.array(queueItem) },
    handle: async ({ desk, who, gone, query: { attention, mine, ...list } }) =>
      shortList('items', queueItem, await readQueueItems(desk, who, { attention, mine }, gone), list),
  }),
  defineRoute({
    method: 'get',
    path: '/api/orders/:refId/triage',
    access: 'orders.timeline',
    summary: 'Whose turn it is with an order now, why, what to check and to ask; answers may be given',
    params: ofOrder,
    query: z.strictObject({ lang, answers: answersParam.optional() }),
    answers: { 200: triageAnswer },
    handle: ({ desk, params, query }) => ({
      body: answerTriage(desk, params.refId, query.lang, query.answers),
    }),
  }),
  defineRoute({
    method: 'get',
    path: '/api/orders/:refId/message',
    access: 'orders.handover',
    summary: 'What may be told to the user of an order: only what is known, and no dead link',
    params: ofOrder,
    query: z.strictObject({ lang, situation: z.enum(SITUATIONS).optional(), ownUse: flag.optional() }),
    answers: { 200: orderMessage },
    handle: ({ desk, params, query }) => ({ body: readMessage(desk, params.refId, query) }),
  }),
  defineRoute({
    method: 'get',
    path: '/api/orders/:refId/work',
    access: 'orders.work',
    summary: 'Who works on an order, until when it is put off, what is known from the user',
    params: ofOrder,
    answers: { 200: workView },
    handle: ({ desk, params }) => ({ body: readWork(desk, params.refId) }),
  }),
  defineRoute({
    method: 'get',
    path: '/api/orders/:refId/viewers',
    access: 'orders.work',
    summary: 'Who else has the page of this order open; who asks counts as one who has',
    params: ofOrder,
    answers: { 200: orderViewers },
    handle: ({ desk, who, auth, params }) => ({
      body: { others: desk.viewers.note(params.refId, who.actor, auth?.displayName ?? who.name) },
    }),
  }),
  defineRoute({
    method: 'put',
    path: '/api/orders/:refId/work',
    access: 'orders.work',
    summary: 'Assign, put off, follow up, or answer a guided question',
    params: ofOrder,
    body: workInput,
    answers: { 200: workView },
    handle: async ({ desk, who, params, body }) => ({
      body: await workOnOrder(desk, who, params.refId, body),
    }),
  }),
  defineRoute({
    method: 'post',
    path: '/api/orders/:refId/messages',
    access: 'orders.handover',
    summary: 'Record that the end user was told what to do next',
    params: ofOrder,
    body: messageInput,
    answers: { 204: null },
    handle: async ({ desk, who, params, body }) => {
      await recordMessage(desk, who, params.refId, body);
      return {};
    },
  }),
];

const playbookRoutes: readonly Route[] = [
  defineRoute({
    method: 'get',
    path: '/api/playbook',
    access: 'playbook.read',
    summary: 'The Service Provider’s own notes, its teams’ contacts, and the providers’ lists',
    answers: { 200: playbookView },
    handle: ({ desk }) => ({ body: readPlaybook(desk) }),
  }),
  defineRoute({
    method: 'put',
    path: '/api/playbook/notes/:topic',
    access: 'playbook.write',
    summary: 'Write the note on a step, a method or an issue; an empty text takes it away',
    params: z.object({ topic: playbookTopic }),
    body: playbookNoteInput,
    answers: { 200: playbookView },
    handle: async ({ desk, who, params, body }) => ({
      body: await writePlaybookNote(desk, who, params.topic, body.text),
    }),
  }),
  defineRoute({
    method: 'put',
    path: '/api/playbook/contacts/:team',
    access: 'playbook.write',
    summary: 'Write how a support team is reached, and when',
    params: z.object({ team: z.enum(SUPPORT_TEAMS) }),
    body: teamContact,
    answers: { 200: playbookView },
    handle: async ({ desk, who, params, body }) => ({
      body: await writeTeamContact(desk, who, params.team, body),
    }),
  }),
];

/** Hand-overs, the queue, the playbook's own part. */
export const supportRoutes: readonly Route[] = [...handoverRoutes, ...queueRoutes, ...playbookRoutes];
