import { chmodSync, existsSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { KeyFileError, loadOrCreateKeys } from '../../src/platform/ledger/key-file.ts';

describe('the key file', () => {
  let folder: string;
  let path: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'srs-desk-key-'));
    path = join(folder, 'keys', 'audit-key.json');
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it('is made once, for its owner alone, and read again', () => {
    const made = loadOrCreateKeys(path);
    expect(statSync(path).mode & 0o777).toBe(0o600);
    expect(statSync(join(folder, 'keys')).mode & 0o777).toBe(0o700);
    expect(readdirSync(join(folder, 'keys'))).toEqual(['audit-key.json']);
    expect(loadOrCreateKeys(path)).toEqual(made);
  });

  it('is refused when every user of the machine may read it, or when it is none', () => {
    loadOrCreateKeys(path);
    chmodSync(path, 0o644);
    expect(() => loadOrCreateKeys(path)).toThrow(/chmod 600/);
    chmodSync(path, 0o600);
    writeFileSync(path, '{"version":1}');
    expect(() => loadOrCreateKeys(path)).toThrow(KeyFileError);
    expect(existsSync(path)).toBe(true);
  });
});
