import { accountApproval, approvalRow } from '@srs-desk/shared/api/approvals.ts';
import {
  accountLink,
  apiKeyInput,
  apiKeyList,
  apiKeyMade,
  apiKeyRenewal,
  apiKeyRow,
  userInput,
  userList,
  userMade,
  userPatch,
  userRow,
} from '@srs-desk/shared/api/users.ts';
import type { Request } from 'express';
import * as z from 'zod';
import type { Desk, Principal } from '../../../platform/desk.ts';
import { listAnswer, listQuery, pageOf, readListQuery } from '../../../platform/http/list-answer.ts';
import { defineRoute, type Route } from '../../../platform/http/route.ts';
import { outcomeAnswer } from '../approvals/approvals.ts';
import { resetFactor } from '../factors/own-factor.ts';
import { createKey, listKeys, readKey, revokeKey, rotateKey } from '../keys/manage-keys.ts';
import { makeAccountLink } from '../links/account-link.ts';
import { changeUser, createUser, deleteUser, listUsers, readUser } from '../users/manage-users.ts';

/** Where users reach the desk. */
function baseUrlOf({ config }: Desk, who: Principal, req: Request): string {
  const address = who.kind === 'cli' ? `${config.host}:${config.port}` : (req.headers.host ?? '');
  return config.publicUrl ?? `${req.protocol}://${address}`;
}

const byName = z.object({ username: z.string().min(1).max(64) });
const byId = z.object({ id: z.coerce.number().int().positive() });

const peopleRoutes: readonly Route[] = [
  defineRoute({
    method: 'get',
    path: '/api/users',
    access: 'users.read',
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
    reauthenticated: true,
    summary:
      'A new user; without a password the answer has the invitation, this once. 202: an admin waits for a second admin, and is made without the password',
    body: userInput,
    answers: { 201: userMade, 202: accountApproval },
    handle: async ({ desk, who, body, req }) => {
      const { done, waits } = await createUser(desk, who, body, baseUrlOf(desk, who, req));
      return waits === null ? { status: 201, body: done } : { status: 202, body: waits };
    },
  }),
  defineRoute({
    method: 'get',
    path: '/api/users/:username',
    access: 'users.read',
    summary: 'One user',
    params: byName,
    answers: { 200: userRow },
    handle: ({ desk, params }) => ({ body: readUser(desk, params.username) }),
  }),
  defineRoute({
    method: 'patch',
    path: '/api/users/:username',
    access: 'users.manage',
    reauthenticated: true,
    summary:
      'Change role or name, or shut out; in force on the user’s next request. 202: it waits for a second admin',
    params: byName,
    body: userPatch,
    answers: { 200: userRow, 202: approvalRow },
    handle: async ({ desk, who, params, body }) =>
      outcomeAnswer(await changeUser(desk, who, params.username, body)),
  }),
  defineRoute({
    method: 'delete',
    path: '/api/users/:username',
    access: 'users.manage',
    reauthenticated: true,
    summary:
      'Take a user away; what they did stays theirs in the log, and nobody else gets the name. 202: an admin waits for a second admin',
    params: byName,
    answers: { 200: userRow, 202: approvalRow },
    handle: async ({ desk, who, params }) => outcomeAnswer(await deleteUser(desk, who, params.username)),
  }),
];

const credentialRoutes: readonly Route[] = [
  defineRoute({
    method: 'post',
    path: '/api/users/:username/link',
    access: 'users.manage',
    reauthenticated: true,
    summary:
      'A one-time link by which the user sets a password, shown this once. 202: another admin’s waits for a second admin',
    params: byName,
    answers: { 201: accountLink, 202: accountApproval },
    handle: async ({ desk, who, params, req }) => {
      const { done, waits } = await makeAccountLink(desk, who, params.username, baseUrlOf(desk, who, req));
      return waits === null ? { status: 201, body: done } : { status: 202, body: waits };
    },
  }),
  defineRoute({
    method: 'delete',
    path: '/api/users/:username/factor',
    access: 'users.manage',
    reauthenticated: true,
    summary:
      'Take the second factor of a user away whose app and recovery codes are lost. 202: another admin’s waits for a second admin',
    params: byName,
    answers: { 200: userRow, 202: approvalRow },
    handle: async ({ desk, who, params }) => {
      const { waits } = await resetFactor(desk, who, params.username);
      return waits === null ? { body: readUser(desk, params.username) } : { status: 202, body: waits };
    },
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
    reauthenticated: true,
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
    method: 'post',
    path: '/api/api-keys/:id/rotate',
    access: 'api_keys.manage',
    reauthenticated: true,
    summary:
      'Another secret for an API key, shown this once; the one of before works on for `overlapHours` (24 unless said)',
    params: byId,
    body: apiKeyRenewal,
    answers: { 201: apiKeyMade },
    handle: async ({ desk, who, params, body }) => ({ body: await rotateKey(desk, who, params.id, body) }),
  }),
  defineRoute({
    method: 'delete',
    path: '/api/api-keys/:id',
    access: 'api_keys.manage',
    reauthenticated: true,
    summary: 'End an API key, in force on its next request',
    params: byId,
    answers: { 200: apiKeyRow },
    handle: async ({ desk, who, params }) => ({ body: await revokeKey(desk, who, params.id) }),
  }),
];

export const userRoutes: readonly Route[] = [...peopleRoutes, ...credentialRoutes, ...keyRoutes];
