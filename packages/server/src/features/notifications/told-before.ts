import {
  NOTICE_RULES,
  type NoticeRule,
  type NoticeState,
  type NoticeStates,
} from '@srs-desk/shared/notifications/notices.ts';
import * as z from 'zod';
import type { Reader } from '../../platform/db/reader.ts';
import { newestActs } from '../audit/index.ts';

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
  for (const entry of newestActs(reader, 'notification.send')) {
    const { at, detail } = told.parse(entry);
    const { rule, kind, since } = detail;
    states[rule] ??= {
      since: Date.parse(since),
      holds: kind !== 'over',
      toldAt: Date.parse(at),
      told: kind,
    };
  }
  return states;
}
