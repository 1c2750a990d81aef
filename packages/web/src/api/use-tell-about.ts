import { type NotificationOptions, useNotify, useTranslate } from 'react-admin';

type Told = NotificationOptions & { type: 'info' | 'success' | 'warning' | 'error' };

/**
 * Says (in words) what came of something that was asked for about an order, with the order's name: by then another one may
 * be on screen.
 */
export function useTellAbout(): (refId: string, text: string, how: Told) => void {
  const notify = useNotify();
  const translate = useTranslate();
  return (refId, text, how) =>
    notify(translate('desk.orders.about', { order: refId.slice(0, 8), text }), how);
}
