import type { NoticeFacts } from '@srs-desk/shared/notifications/notices.ts';
import { NOTIFICATION_SETTING } from '@srs-desk/shared/settings/catalogue.ts';
import type { Desk } from '../../platform/desk.ts';
import { countUnusualCustomers } from '../billing/index.ts';
import { countEvidenceEnding } from '../orders/index.ts';

const HOUR = 3_600_000;
const DAY = 86_400_000;
/** When a count that failed is tried again, ms. */
const AGAIN_MS = 5 * 60_000;

export type Outlook = Pick<NoticeFacts, 'evidenceEnding' | 'unusualCustomers'>;

/** What takes long to count and changes slowly: counted hourly, and anew when somebody changes what is asked. */
export class OutlookCounts {
  #counted: { at: number; evidenceDays: number | null; outlook: Outlook } | null = null;

  async read(desk: Desk, stopped: AbortSignal): Promise<Outlook> {
    const now = desk.clock.now();
    const { evidenceDays } = desk.settings.get(NOTIFICATION_SETTING);
    const last = this.#counted;
    if (last !== null && last.evidenceDays === evidenceDays && Math.abs(now - last.at) < HOUR)
      return last.outlook;
    const outlook = {
      evidenceEnding: countEvidenceEnding(desk.reader, now, now + (evidenceDays ?? 0) * DAY),
      unusualCustomers: await this.#unusual(desk, stopped),
    };
    // What failed is tried again sooner.
    const at = outlook.unusualCustomers === null ? now - HOUR + AGAIN_MS : now;
    this.#counted = { at, evidenceDays, outlook };
    return outlook;
  }

  /** Null where the count fails: whoever must be called for something else is called. */
  async #unusual(desk: Desk, stopped: AbortSignal): Promise<number | null> {
    try {
      return await countUnusualCustomers(desk, stopped);
    } catch (error) {
      if (!stopped.aborted) desk.log.error({ err: error }, 'unusual customers could not be counted');
      return null;
    }
  }
}
