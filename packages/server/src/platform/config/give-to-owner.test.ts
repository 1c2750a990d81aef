import {
  chownSync,
  linkSync,
  mkdirSync,
  mkdtempSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { giveToOwner } from './give-to-owner.ts';

/** Whom a folder belongs to when root looks after it; who is not root has but its own. */
const OWNER = process.getuid?.() === 0 ? 65_534 : (process.getuid?.() ?? 0);

it('gives what root made in a folder to whom the folder belongs, and nothing outside of it', () => {
  const above = mkdtempSync(join(tmpdir(), 'srs-owner-'));
  try {
    const folder = join(above, 'data');
    mkdirSync(join(folder, 'keys'), { recursive: true });
    for (const path of ['desk.db', 'keys/audit-key.json']) writeFileSync(join(folder, path), '');
    mkdirSync(join(above, 'elsewhere'));
    const others = ['file', 'linked', 'elsewhere/file'].map((path) => join(above, path));
    for (const path of others) writeFileSync(path, '');
    symlinkSync(join(above, 'file'), join(folder, 'link'));
    linkSync(join(above, 'linked'), join(folder, 'second name'));
    symlinkSync(join(above, 'elsewhere'), join(folder, 'keys', 'folder'));
    const owners = () => others.map((path) => statSync(path).uid);
    const before = owners();
    chownSync(folder, OWNER, process.getgid?.() ?? 0);
    giveToOwner(folder);
    for (const path of ['desk.db', 'keys', 'keys/audit-key.json'])
      expect(statSync(join(folder, path)).uid, path).toBe(OWNER);
    expect(owners()).toEqual(before);
  } finally {
    rmSync(above, { recursive: true, force: true });
  }
});
