import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { intoFile } from './out-file.ts';

describe('the file of a command', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'srs-out-'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it('is refused before anything is asked where a directory is called so', async () => {
    const fill = vi.fn();
    const refused = { message: `${folder} is a directory`, exitCode: 2 };
    await expect(intoFile(folder, 0o600, fill)).rejects.toMatchObject(refused);
    expect(fill).not.toHaveBeenCalled();
  });

  it('cannot be written below what is no directory', async () => {
    const out = join(folder, 'plain', 'log.jsonl');
    writeFileSync(join(folder, 'plain'), '');
    const refused = { message: `${out} cannot be written`, exitCode: 2 };
    await expect(intoFile(out, 0o600, vi.fn())).rejects.toMatchObject(refused);
  });

  it('stays beside its place, and that is told, where it cannot be put there any more', async () => {
    const out = join(folder, 'log.jsonl');
    const writing = intoFile(out, 0o600, async (file) => {
      writeFileSync(file, 'given');
      mkdirSync(out);
    });
    const told = { message: `${out} cannot be written; it is in ${out}.part`, exitCode: 2 };
    await expect(writing).rejects.toMatchObject(told);
    expect(readdirSync(folder).toSorted()).toEqual(['log.jsonl', 'log.jsonl.part']);
    expect(readFileSync(`${out}.part`, 'utf8')).toBe('given');
  });
});
