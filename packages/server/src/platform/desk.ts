import type { Permission } from '@srs-desk/shared/access/permissions.ts';
import type { Role } from '@srs-desk/shared/access/roles.ts';
import type { Logger } from 'pino';
import type { Config } from './config/config.ts';
import type { Reader } from './db/reader.ts';
import type { Events } from './events/events.ts';
import type { FreeSpace } from './free-space.ts';
import type { Actor, Origin } from './ledger/entry-draft.ts';
import type { Ledger } from './ledger/ledger.ts';
import type { Sealer } from './ledger/sealer.ts';
import type { Recorder } from './recorder/recorder.ts';
import type { Settings } from './settings/settings.ts';
import type { SrsClient } from './srs/client.ts';
import type { SlowReads } from './threads/reads.ts';

/**
 * Everything a verb may use, put together once in `app/open-desk.ts`. Features that run as long as the desk does add themselves
 * to it beside their own type (the sync, the audit log).
 */
export interface Desk {
  readonly config: Config;
  readonly clock: { now(): number };
  readonly log: Logger;
  readonly reader: Reader;
  readonly reads: SlowReads;
  /** The same for what may take minutes, such as a file: others do not wait behind it. */
  readonly longReads: SlowReads;
  readonly sealer: Sealer;
  readonly ledger: Ledger;
  readonly settings: Settings;
  readonly recorder: Recorder;
  readonly srs: SrsClient;
  readonly events: Events;
  readonly freeSpace: FreeSpace;
}

/** Who asks: a person with a session, a machine with a key, or the command line. */
export interface Principal {
  kind: 'user' | 'key' | 'cli' | 'system';
  name: string;
  role: Role;
  actor: Actor;
  origin: Origin;
  sessionId?: number | undefined;
  /** Of a key: all that it may do. People may do what their role may. */
  permissions?: ReadonlySet<Permission>;
}
