import {
  apiKeyInput,
  apiKeyList,
  apiKeyMade,
  apiKeyRow,
  userInput,
  userList,
  userPatch,
  userRow,
} from '@srs-desk/shared/api/users.ts';
import { z } from 'zod';
import { listAnswer, listQuery, pageOf, readListQuery } from '../../../platform/http/list-answer.ts';
import { defineRoute, type Route } from '../../../platform/http/route.ts';
import { createKey, listKeys, readKey, revokeKey } from '../keys/manage-keys.ts';
import { changeUser, createUser, listUsers, readUser } from '../users/manage-users.ts';

const byName = z.object({ username: z.string().min(1).max(64) });
const byId = z.object({ id: z.coerce.number().int().positive() });

const peopleRoutes: readonly Route[] = [
  defineRoute({
    method: 'get',
    path: '/api/users',
    access: 'users.manage',
    summary: 'The users of the desk',
    query: listQuery,
    answers: { 200: z.array(userRow) },
    handle: ({ desk, query }) => {
      const asked = readListQuery(userList, query);
      return listAnswer('users', asked, pageOf(listUsers(desk), asked));
    },
  }),
  defineRoute({
    method: 'post',
    path: '/api/users',
    access: 'users.manage',
    summary: 'A new user',
    body: userInput,
    answers: { 201: userRow },
    handle: async ({ desk, who, body }) => ({ body: await createUser(desk, who, body) }),
  }),
  defineRoute({
    method: 'get',
    path: '/api/users/:username',
    access: 'users.manage',
    summary: 'One user',
    params: byName,
    answers: { 200: userRow },
    handle: ({ desk, params }) => ({ body: readUser(desk, params.username) }),
  }),
  defineRoute({
    method: 'patch',
    path: '/api/users/:username',
    access: 'users.manage',
    summary: 'Change role, name or password, or shut out; in force on the user’s next request',
    params: byName,
    body: userPatch,
    answers: { 200: userRow },
    handle: async ({ desk, who, params, body }) => ({
      body: await changeUser(desk, who, params.username, body),
    }),
  }),
];

const keyRoutes: readonly Route[] = [
  defineRoute({
    method: 'get',
    path: '/api/api-keys',
    access: 'api_keys.manage',
    summary: 'The API keys, without the keys themselves',
    query: listQuery,
    answers: { 200: z.array(apiKeyRow) },
    handle: ({ desk, query }) => {
      const asked = readListQuery(apiKeyList, query);
      return listAnswer('api-keys', asked, pageOf(listKeys(desk), asked));
    },
  }),
  defineRoute({
    method: 'post',
    path: '/api/api-keys',
    access: 'api_keys.manage',
    summary: 'A new API key; the answer is the only time it is shown',
    body: apiKeyInput,
    answers: { 201: apiKeyMade },
    handle: async ({ desk, who, body }) => ({ body: await createKey(desk, who, body) }),
  }),
  defineRoute({
    method: 'get',
    path: '/api/api-keys/:id',
    access: 'api_keys.manage',
    summary: 'One API key',
    params: byId,
    answers: { 200: apiKeyRow },
    handle: ({ desk, params }) => ({ body: readKey(desk, params.id) }),
  }),
  defineRoute({
    method: 'delete',
    path: '/api/api-keys/:id',
    access: 'api_keys.manage',
    summary: 'End an API key, in force on its next request',
    params: byId,
    answers: { 200: apiKeyRow },
    handle: async ({ desk, who, params }) => ({ body: await revokeKey(desk, who, params.id) }),
  }),
];

export const userRoutes: readonly Route[] = [...peopleRoutes, ...keyRoutes];
