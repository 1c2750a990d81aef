import { request as httpRequest } from 'node:http';
import type { Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Config } from '../../platform/config/config.ts';
import { auditConfig } from './audit-config.ts';
import type { SocketAnswer } from './command.ts';

/** Asks the desk, by the same verbs as the buttons use. */
export type AskDesk = (
  method: string,
  path: string,
  /** Sent as it is where it is text or bytes, else as JSON. */
  body?: unknown,
  contentType?: string,
  /** Takes a good answer's body as it comes, however long; `body` is then empty. */
  into?: Writable,
) => Promise<SocketAnswer>;

/**
 * Runs `work` against the desk of this data folder: the running server through its command socket (`running`), or, when
 * none runs, a desk opened for as long as the command takes. Only that one needs a configuration of its own, which is
 * read then: beside a running desk the command needs no more than the data folder.
 * @throws ConfigError
 */
export async function withDesk<T>(
  configuration: () => Config,
  work: (ask: AskDesk, running: boolean) => Promise<T>,
): Promise<T> {
  const { socketPath } = auditConfig();
  if (await answers(socketPath)) return work(askThrough(socketPath), true);
  const config = configuration();
  await sayIfOlder(config.databasePath);
  // Loaded only here: it is most of the program, and beside a running desk a command does without.
  const { openOwnDesk } = await import('./open-own-desk.ts');
  const own = await openOwnDesk(config);
  try {
    return await work(askThrough(own.socketPath), false);
  } finally {
    await own.close();
  }
}

/** A desk that is opened for a command brings its database up to date like any other; that is said, beside what the command says. */
async function sayIfOlder(databasePath: string): Promise<void> {
  const { schemaState } = await import('../../platform/db/schema-state.ts');
  if (schemaState(databasePath) !== 'older') return;
  process.stderr.write(
    `The database ${databasePath} is of an earlier version: it is backed up (BACKUP_DIR) and brought up to date first.\n`,
  );
}

async function answers(socketPath: string): Promise<boolean> {
  try {
    await askThrough(socketPath)('GET', '/healthz');
    return true;
  } catch {
    return false;
  }
}

function askThrough(socketPath: string): AskDesk {
  return (method, path, body, contentType, into) =>
    new Promise((resolve, reject) => {
      const asItIs = body === undefined || typeof body === 'string' || body instanceof Buffer;
      const content = asItIs ? body : JSON.stringify(body);
      const headers = {
        'x-requested-with': 'srs-desk',
        ...(content === undefined
          ? {}
          : {
              'content-type': contentType ?? 'application/json',
              'content-length': Buffer.byteLength(content),
            }),
      };
      const sent = httpRequest({ socketPath, method, path, headers }, (answer) => {
        const status = answer.statusCode ?? 0;
        if (into !== undefined && status < 400) {
          const taken = { status, contentType: answer.headers['content-type'] ?? '', body: '' };
          pipeline(answer, into).then(() => resolve(taken), reject);
          return;
        }
        const chunks: Buffer[] = [];
        answer.on('data', (chunk: Buffer) => chunks.push(chunk));
        answer.on('error', reject);
        answer.on('end', () => {
          const type = answer.headers['content-type'] ?? '';
          const raw = Buffer.concat(chunks).toString('utf8');
          resolve({
            status,
            contentType: type,
            body: type.includes('json') ? JSON.parse(raw) : raw,
          });
        });
      });
      sent.on('error', reject);
      // Also after the answer: a desk that takes no more closes while the rest is still on its way.
      sent.on('socket', (socket) => socket.on('error', reject));
      sent.end(content);
    });
}
