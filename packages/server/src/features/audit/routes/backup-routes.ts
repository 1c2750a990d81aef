import { existsSync } from 'node:fs';
import { isAbsolute } from 'node:path';
import { backupInput, backupView } from '@srs-desk/shared/api/backups.ts';
import { InvalidInput } from '../../../platform/errors.ts';
import { defineRoute, type Route } from '../../../platform/http/route.ts';
import { backupPath } from '../backup/backup-files.ts';
import { readBackups } from '../backup/read-backups.ts';

export const backupRoutes: readonly Route[] = [
  defineRoute({
    method: 'get',
    path: '/api/backups',
    access: 'audit.read',
    summary: 'Where backups go and when, the last ones, and the one that is being made',
    answers: { 200: backupView },
    handle: ({ desk }) => ({ body: readBackups(desk) }),
  }),
  defineRoute({
    method: 'post',
    path: '/api/backups',
    access: 'backups.make',
    summary: 'Make a backup: 202 when it is begun, 200 when it is made and read back (`wait`)',
    body: backupInput,
    answers: { 200: backupView, 202: backupView },
    handle: async ({ desk, who, body }) => {
      if (body.to !== undefined && (who.kind !== 'cli' || !isAbsolute(body.to)))
        throw new InvalidInput({ to: 'the command line alone may say where to, by an absolute path' });
      if (body.to !== undefined && existsSync(body.to))
        throw new InvalidInput({ to: 'there is a file already, and a backup never takes its place' });
      const to = body.to ?? backupPath(desk.config.backups.dir, 'hand', desk.clock.now());
      const made = desk.audit.backups.begin(desk, who, to);
      if (body.wait) await made;
      // How it ends is told by the log and by whoever asks again.
      else made.catch(() => undefined);
      return { status: body.wait ? 200 : 202, body: readBackups(desk) };
    },
  }),
];
