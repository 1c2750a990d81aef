import { notificationTest } from '@srs-desk/shared/api/notifications.ts';
import { testText } from '@srs-desk/shared/notifications/texts.ts';
import { NOTIFICATION_SETTING } from '@srs-desk/shared/settings/catalogue.ts';
import { defineRoute, type Route } from '../../platform/http/route.ts';
import { deliver } from './deliver.ts';

/** The routes of what calls for help. */
export const notificationRoutes: readonly Route[] = [
  defineRoute({
    method: 'post',
    path: '/api/notifications/test',
    access: 'settings.write',
    summary: 'Send a test on every way that is set up, and say what became of it',
    answers: { 200: notificationTest },
    handle: async ({ desk, who }) => {
      const { german } = desk.settings.get(NOTIFICATION_SETTING);
      const { email, webhook } = await deliver(desk, testText(german ? 'de' : 'en'), {
        rule: 'test',
        kind: 'test',
      });
      const detail = { email, webhook };
      await desk.ledger.record(
        [],
        [{ action: 'notification.test', actor: who.actor, origin: who.origin, detail }],
      );
      return { body: detail };
    },
  }),
];
