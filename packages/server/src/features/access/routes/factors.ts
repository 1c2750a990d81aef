import { factorConfirmation, factorOffer, factorView, recoveryCodes } from '@srs-desk/shared/api/session.ts';
import { defineRoute, type Route } from '../../../platform/http/route.ts';
import {
  confirmFactor,
  offerFactor,
  readFactor,
  removeFactor,
  renewRecoveryCodes,
} from '../factors/own-factor.ts';

export const factorRoutes: readonly Route[] = [
  defineRoute({
    method: 'get',
    path: '/api/session/factor',
    access: 'session',
    summary: 'One’s own second factor',
    answers: { 200: factorView },
    handle: ({ desk, who }) => ({ body: readFactor(desk, who) }),
  }),
  defineRoute({
    method: 'post',
    path: '/api/session/factor',
    access: 'session',
    reauthenticated: true,
    summary: 'A new secret for an authenticator app, shown this once; it counts when a code confirms it',
    answers: { 201: factorOffer },
    handle: ({ desk, services, who }) => ({ body: offerFactor(desk, services, who) }),
  }),
  defineRoute({
    method: 'post',
    path: '/api/session/factor/confirm',
    access: 'session',
    summary: 'Set up the app that shows this code; the answer has the recovery codes, this once',
    body: factorConfirmation,
    answers: { 200: recoveryCodes },
    handle: async ({ desk, services, who, body }) => ({
      body: await confirmFactor(desk, services, who, body),
    }),
  }),
  defineRoute({
    method: 'post',
    path: '/api/session/factor/recovery-codes',
    access: 'session',
    reauthenticated: true,
    summary: 'New recovery codes, shown this once; those before stop working',
    answers: { 200: recoveryCodes },
    handle: async ({ desk, who }) => ({ body: await renewRecoveryCodes(desk, who) }),
  }),
  defineRoute({
    method: 'delete',
    path: '/api/session/factor',
    access: 'session',
    reauthenticated: true,
    summary: 'Take one’s own second factor away, where the role does not need one',
    answers: { 200: factorView },
    handle: async ({ desk, who }) => ({ body: await removeFactor(desk, who) }),
  }),
];
