import {
  announcementsIn,
  coolDownOf,
  type Notice,
  type NoticeFacts,
  type NoticeRule,
  type NoticeStates,
  nextNotices,
  noticesIn,
  unknownIn,
} from '@srs-desk/shared/notifications/notices.ts';
import { noticeText } from '@srs-desk/shared/notifications/texts.ts';
import { NOTIFICATION_SETTING } from '@srs-desk/shared/settings/catalogue.ts';
import { offsetFinder } from '@srs-desk/shared/time/zone.ts';
import type { Desk } from '../../platform/desk.ts';
import type { EntryDraft } from '../../platform/ledger/entry-draft.ts';
import { deliver } from './deliver.ts';
import { noticeFacts } from './notice-facts.ts';
import { OutlookCounts } from './outlook.ts';
import { toldBefore } from './told-before.ts';

const LOOK_EVERY_MS = 30_000;

/** How many a rule is about, where it counts. */
function countOf(rule: NoticeRule, { evidenceEnding, unusualCustomers }: NoticeFacts): number | undefined {
  if (rule === 'evidence_expiring') return evidenceEnding;
  return rule === 'usage_unusual' ? (unusualCustomers ?? undefined) : undefined;
}

/** Looks now and then whether somebody must be called, and calls. One per process. */
export class NoticeWatch {
  readonly #desk: Desk;
  #startedAt: number;
  readonly #outlook = new OutlookCounts();
  readonly #stopped = new AbortController();
  #states: NoticeStates;
  #ledgerDownSince: number | null = null;
  /** What was told while the log could not be written. */
  #unwritten: EntryDraft[] = [];
  #looking: Promise<void> | null = null;
  #timer: NodeJS.Timeout | null = null;

  constructor(desk: Desk) {
    this.#desk = desk;
    this.#startedAt = desk.clock.now();
    this.#states = toldBefore(desk.reader);
  }

  start(): void {
    this.#timer = setInterval(() => void this.look(), LOOK_EVERY_MS);
    this.#timer.unref();
  }

  /** Gives up what is being told. */
  async stop(): Promise<void> {
    if (this.#timer !== null) clearInterval(this.#timer);
    this.#timer = null;
    this.#stopped.abort();
    await this.#looking;
  }

  /** Looks once, and tells what there is to tell. */
  look(): Promise<void> {
    this.#looking ??= this.#look()
      .catch((error: unknown) => this.#desk.log.error({ err: error }, 'notifications failed'))
      .finally(() => {
        this.#looking = null;
      });
    return this.#looking;
  }

  async #look(): Promise<void> {
    const { ledger, clock, settings } = this.#desk;
    const now = clock.now();
    // Else nothing would be overdue until then where the clock was ahead at the start.
    this.#startedAt = Math.min(this.#startedAt, now);
    this.#ledgerDownSince = ledger.state === 'ok' ? null : (this.#ledgerDownSince ?? now);
    const set = settings.get(NOTIFICATION_SETTING);
    const outlook = await this.#outlook.read(this.#desk, this.#stopped.signal);
    if (this.#stopped.signal.aborted) return;
    const facts = noticeFacts(this.#desk, {
      ledgerDownSince: this.#ledgerDownSince,
      startedAt: this.#startedAt,
      ...outlook,
    });
    const holding = noticesIn(facts, set, now);
    const coolDown = (rule: NoticeRule) => coolDownOf(rule, set);
    const next = nextNotices(this.#states, holding, now, coolDown, unknownIn(facts), announcementsIn(facts));
    this.#states = next.states;
    for (const notice of next.notices) {
      if (this.#stopped.signal.aborted) break;
      await this.#tell(notice, countOf(notice.rule, facts));
    }
    await this.#write();
  }

  async #tell(notice: Notice, count: number | undefined): Promise<void> {
    const { config, log, settings } = this.#desk;
    const { rule, kind, since } = notice;
    log[kind === 'over' ? 'info' : 'warn']({ rule, kind, since: new Date(since).toISOString() }, 'notice');
    const offsetAt = offsetFinder(config.billingTimeZone);
    const timeOf = (at: number): string =>
      `${new Date(at + offsetAt(at)).toISOString().slice(0, 16).replace('T', ' ')} (${config.billingTimeZone})`;
    const { german } = settings.get(NOTIFICATION_SETTING);
    const text = noticeText(notice, german ? 'de' : 'en', timeOf, config.publicUrl, count);
    const about = {
      rule,
      kind,
      since: new Date(since).toISOString(),
      ...(count === undefined ? {} : { count }),
    };
    const { email, webhook } = await deliver(this.#desk, text, about, this.#stopped.signal);
    // Whom the stop kept from being told, the next start tells: the log must not say that it was done.
    if (this.#stopped.signal.aborted && email !== 'sent' && webhook !== 'sent') return;
    this.#unwritten.push({
      action: 'notification.send',
      actor: 'system',
      origin: 'system',
      target: rule,
      detail: { ...about, email, webhook },
    });
  }

  async #write(): Promise<void> {
    if (this.#unwritten.length === 0 || this.#desk.ledger.state !== 'ok') return;
    await this.#desk.ledger.record([], this.#unwritten);
    this.#unwritten = [];
  }
}
