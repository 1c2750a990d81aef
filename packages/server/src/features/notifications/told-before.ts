import {
  NOTICE_RULES,
  type NoticeRule,
  type NoticeState,
  type NoticeStates,
} from '@srs-desk/shared/notifications/notices.ts';
import * as z from 'zod';
import type { Reader } from '../../platform/db/reader.ts';
import { newestByTarget } from '../audit/index.ts';

const told = z.object({
  at: z.iso.datetime(),
  detail: z.object({
    rule: z.enum(NOTICE_RULES),
    kind: z.enum(['raised', 'still', 'over']),
    since: z.iso.datetime(),
  }),
});

/** What the log says was told last of each rule, so that a restart neither repeats it nor forgets to tell its end. */
export function toldBefore(reader: Reader): NoticeStates {
  const states: Partial<Record<NoticeRule, NoticeState>> = {};
  for (const entry of newestByTarget(reader, 'notification.send')) {
    // Another version may have told of what this one does not know.
    const { data } = told.safeParse(entry);
    if (data === undefined) continue;
    const { rule, kind, since } = data.detail;
    states[rule] = {
      since: Date.parse(since),
      holds: kind !== 'over',
      toldAt: Date.parse(data.at),
      told: kind,
    };
  }
  return states;
}
