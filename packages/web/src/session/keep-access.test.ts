import { type Permission, permissionsOf } from '@srs-desk/shared/access/permissions.ts';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { createElement } from 'react';
import { AuthContext, useCanAccess } from 'react-admin';
import { renderToStaticMarkup } from 'react-dom/server';
import { expect, it } from 'vitest';
import { accessTo } from './access.ts';
import { keepAccess } from './keep-access.ts';

const auth = {
  login: async () => undefined,
  logout: async () => undefined,
  checkAuth: async () => undefined,
  checkError: async () => undefined,
  getPermissions: async () => undefined,
  // Never answers: what is drawn was known before.
  canAccess: () => new Promise<boolean>(() => undefined),
};

function Answer({ permission }: { permission: Permission }) {
  return String(useCanAccess(accessTo(permission)).canAccess);
}

/** What is drawn at once, before anything is asked. */
function atOnce(permission: Permission): string {
  const client = new QueryClient();
  keepAccess(client, permissionsOf('support'));
  const asked = createElement(AuthContext.Provider, { value: auth }, createElement(Answer, { permission }));
  return renderToStaticMarkup(createElement(QueryClientProvider, { client }, asked));
}

it('lets react-admin know at once what the session may do, and what not', () => {
  expect(atOnce('orders.sync')).toBe('true');
  expect(atOnce('orders.cancel')).toBe('false');
});
