import type { Config } from '../../platform/config/config.ts';
import type { Reader } from '../../platform/db/reader.ts';
import type { Settings } from '../../platform/settings/settings.ts';

/** What billing is reckoned from: a desk, or what stands for it in the read thread. */
export interface Books {
  readonly reader: Reader;
  readonly clock: { now(): number };
  readonly settings: Settings;
  /** In which time zone months begin. */
  readonly config: Pick<Config, 'billingTimeZone'>;
}
