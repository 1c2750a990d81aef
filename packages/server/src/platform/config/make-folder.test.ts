import { mkdtempSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { makeFolder } from './make-folder.ts';

describe('makeFolder', () => {
  const root = mkdtempSync(join(tmpdir(), 'srs-desk-folder-'));

  it('makes the folder and those above it, for the owner alone, and leaves one that is there', () => {
    const path = join(root, 'a', 'b');
    makeFolder(path);
    makeFolder(path);
    expect(statSync(path).mode & 0o777).toBe(0o700);
  });

  it('says so where a file lies in the way', () => {
    writeFileSync(join(root, 'file'), '');
    expect(() => makeFolder(join(root, 'file'))).toThrow(/EEXIST/);
    expect(() => makeFolder(join(root, 'file', 'below'))).toThrow(/ENOTDIR|EEXIST/);
  });

  it('ends where the system allows no folder at all', () => {
    expect(() => makeFolder('/proc/srs-desk/data')).toThrow(/^E[A-Z]+:/);
  });
});
