import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Config } from '../../../platform/config/config.ts';
import { latestPath, writeWhole } from '../checkpoint-file.ts';

/** Where the newest checkpoint is kept beside the keys: outside the database and every backup of it. */
function keptPath(dataDir: string): string {
  return join(dataDir, 'keys', 'last-checkpoint.note');
}

/** Keeps a checkpoint that was just signed. @throws Error from the file system */
export function keepLastCheckpoint(dataDir: string, note: string): void {
  writeWhole(keptPath(dataDir), note);
}

/** The newest checkpoints of this desk that lie outside its database: by them it sees when an older file stands in its place. */
export function outsideCheckpoints({
  dataDir,
  checkpoints,
}: Pick<Config, 'dataDir' | 'checkpoints'>): string[] {
  const paths = [keptPath(dataDir), ...(checkpoints.dir === null ? [] : [latestPath(checkpoints.dir)])];
  return paths.filter((path) => existsSync(path)).map((path) => readFileSync(path, 'utf8'));
}
