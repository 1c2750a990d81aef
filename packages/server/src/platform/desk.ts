import type { Role } from '@srs-desk/shared/access/roles.ts';
import type { Logger } from 'pino';
import type { Audit } from '../features/audit/audit.ts';
import type { Sync } from '../features/orders/poll/sync.ts';
import type { Config } from './config/config.ts';
import type { Reader } from './db/reader.ts';
import type { Events } from './events/events.ts';
import type { Actor, Origin } from './ledger/entry-draft.ts';
import type { Ledger } from './ledger/ledger.ts';
import type { Sealer } from './ledger/sealer.ts';
import type { Recorder } from './recorder/recorder.ts';
import type { Settings } from './settings/settings.ts';
import type { SrsClient } from './srs/client.ts';

/** Everything a verb may use, put together once in `app-context.ts`. */
export interface Desk {
  readonly config: Config;
  readonly clock: { now(): number };
  readonly log: Logger;
  readonly reader: Reader;
  readonly sealer: Sealer;
  readonly ledger: Ledger;
  readonly settings: Settings;
  readonly recorder: Recorder;
  readonly srs: SrsClient;
  readonly sync: Sync;
  readonly events: Events;
  readonly audit: Audit;
}

/** Who asks: a person with a session, a machine with a key, or the command line. */
export interface Principal {
  kind: 'user' | 'key' | 'cli' | 'system';
  name: string;
  role: Role;
  actor: Actor;
  origin: Origin;
  sessionId?: number | undefined;
}
