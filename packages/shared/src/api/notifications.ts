import * as z from 'zod';

/** `POST /api/notifications/test`: per way `sent`, `not_set`, or why it could not be sent. */
export const notificationTest = z.object({ email: z.string(), webhook: z.string() });
export type NotificationTest = z.infer<typeof notificationTest>;
