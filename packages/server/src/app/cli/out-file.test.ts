import { execFileSync } from 'node:child_process';
import {
  closeSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { intoFile, streamInto } from './out-file.ts';

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

  it('never takes the place of what is no file, and goes where a link leads', async () => {
    const pipe = join(folder, 'pipe');
    execFileSync('mkfifo', [pipe]);
    const link = join(folder, 'link');
    const fill = vi.fn(async (file: number) => writeFileSync(file, 'new'));
    const write = async (to: string) => {
      rmSync(link, { force: true });
      symlinkSync(to, link);
      await intoFile(link, 0o600, fill);
    };
    const noFile = (out: string) => ({ message: `${out} is no file but a device or a pipe`, exitCode: 2 });
    await expect(intoFile(pipe, 0o600, fill)).rejects.toMatchObject(noFile(pipe));
    await expect(write(pipe)).rejects.toMatchObject(noFile(link));
    const nowhere = { message: `${link} is a link that leads nowhere`, exitCode: 2 };
    await expect(write('nowhere')).rejects.toMatchObject(nowhere);
    expect(fill).not.toHaveBeenCalled();
    expect(lstatSync(pipe).isFIFO()).toBe(true);

    const place = join(folder, 'kept', 'log.jsonl');
    mkdirSync(join(folder, 'kept'));
    writeFileSync(place, 'old');
    await write(join('kept', 'log.jsonl'));
    expect([readFileSync(place, 'utf8'), lstatSync(link).isSymbolicLink()]).toEqual(['new', true]);
    expect(readdirSync(join(folder, 'kept'))).toEqual(['log.jsonl']);
  });

  it.runIf(process.platform === 'linux')('says that the disk is full, and leaves nothing', async () => {
    const out = join(folder, 'log.jsonl');
    const full = openSync('/dev/full', 'w');
    const writing = intoFile(out, 0o600, () =>
      pipeline(Readable.from([Buffer.from('x')]), streamInto(full, vi.fn())),
    );
    const told = { message: `${out} cannot be written: the disk is full`, exitCode: 2 };
    await expect(writing).rejects.toMatchObject(told);
    // Whoever opened the file closes it.
    closeSync(full);
    expect(readdirSync(folder)).toEqual([]);
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
