import type { ListSpec } from '@srs-desk/shared/api/list.ts';
import { settingInput, settingRejection, settingRow } from '@srs-desk/shared/api/settings.ts';
import * as z from 'zod';
import { listAnswer, listQuery, pageOf, readListQuery } from '../../platform/http/list-answer.ts';
import { defineRoute, type Route } from '../../platform/http/route.ts';
import { approveSetting, changeSetting, listSettings, readSetting, rejectSetting } from './change-setting.ts';

const settingList: ListSpec = {
  filters: { id: { type: 'text' }, name: { type: 'text' } },
  ranges: [],
  sorts: ['id', 'name', 'place'],
  defaultSort: ['id', 'ASC'],
  q: false,
};
const byName = z.object({ name: z.string().min(1).max(100) });
const byId = z.object({ id: z.coerce.number().int().positive() });

export const settingRoutes: readonly Route[] = [
  defineRoute({
    method: 'get',
    path: '/api/settings',
    access: 'settings.read',
    summary: 'What can be set, what holds, who changed it last and what waits for a second admin',
    query: listQuery,
    answers: { 200: z.array(settingRow) },
    handle: ({ desk, query }) => {
      const asked = readListQuery(settingList, query);
      return listAnswer('settings', asked, pageOf(listSettings(desk), asked));
    },
  }),
  defineRoute({
    method: 'get',
    path: '/api/settings/:name',
    access: 'settings.read',
    summary: 'One setting',
    params: byName,
    answers: { 200: settingRow },
    handle: ({ desk, params }) => ({ body: readSetting(desk, params.name) }),
  }),
  defineRoute({
    method: 'put',
    path: '/api/settings/:name',
    access: 'settings.write',
    reauthenticated: true,
    summary:
      'Set it; null goes back to what holds without a setting. 202: it loosens a control and waits for a second admin',
    params: byName,
    body: settingInput,
    answers: { 200: settingRow, 202: settingRow },
    handle: async ({ desk, who, params, body }) => {
      const { row, proposed } = await changeSetting(desk, who, params.name, body.value);
      return { status: proposed ? 202 : 200, body: row };
    },
  }),
  defineRoute({
    method: 'post',
    path: '/api/setting-proposals/:id/approve',
    access: 'settings.write',
    reauthenticated: true,
    summary: 'Agree, as a second admin, to a change that loosens a control',
    params: byId,
    answers: { 200: settingRow },
    handle: async ({ desk, who, params }) => ({ body: await approveSetting(desk, who, params.id) }),
  }),
  defineRoute({
    method: 'post',
    path: '/api/setting-proposals/:id/reject',
    access: 'settings.write',
    summary: 'Say no to a change that waits for a second admin, or take it back',
    params: byId,
    body: settingRejection,
    answers: { 200: settingRow },
    handle: async ({ desk, who, params, body }) => ({
      body: await rejectSetting(desk, who, params.id, body.reason),
    }),
  }),
];
