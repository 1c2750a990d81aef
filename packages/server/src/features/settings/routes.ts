import type { ListSpec } from '@srs-desk/shared/api/list.ts';
import { settingInput, settingRow } from '@srs-desk/shared/api/settings.ts';
import * as z from 'zod';
import { listAnswer, listQuery, pageOf, readListQuery } from '../../platform/http/list-answer.ts';
import { defineRoute, type Route } from '../../platform/http/route.ts';
import { changeSetting, listSettings, readSetting } from './change-setting.ts';

const settingList: ListSpec = {
  filters: { id: { type: 'text' }, name: { type: 'text' } },
  ranges: [],
  sorts: ['id', 'name', 'place'],
  defaultSort: ['id', 'ASC'],
  q: false,
};
const byName = z.object({ name: z.string().min(1).max(100) });

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
      const { row, waits } = await changeSetting(desk, who, params.name, body.value);
      return { status: waits ? 202 : 200, body: row };
    },
  }),
];
