import { eq } from 'drizzle-orm';
import { statement } from '../../../platform/db/statement.ts';
import { credentialDigest } from '../../access/index.ts';
import { recoveryCodes, secondFactors, users } from '../../access/table.ts';
import { atOf } from './entry-detail.ts';
import { storedBy } from './logged-row.ts';
import type { Register } from './register.ts';

const allFactors = statement((db) =>
  db
    .select({
      userId: secondFactors.userId,
      username: users.username,
      sealed: secondFactors.sealed,
      enrolledAt: secondFactors.enrolledAt,
    })
    .from(secondFactors)
    .innerJoin(users, eq(users.id, secondFactors.userId)),
);
const allCodes = statement((db) => db.select().from(recoveryCodes).orderBy(recoveryCodes.id));
/** Second factors and their recovery codes, by the user's name. */
export const FACTORS: Register = {
  table: 'second_factors',
  actions: ['user.second_factor', 'session.login', 'user.delete'],
  replay(rows, entry) {
    const { change, credential, codes, factor } = entry.detail;
    if (entry.action === 'session.login') {
      const name = entry.actor.replace(/^user:/, '').toLowerCase();
      const used = Number(rows.get(name)?.get('codesUsed') ?? 0);
      if (factor === 'recovery_code') rows.change(name, entry, { codesUsed: used + 1 });
      return;
    }
    const name = (entry.target ?? '').toLowerCase();
    if (entry.action === 'user.delete') rows.end(name);
    else if (change === 'enrolled')
      rows.begin(name, entry, { credential, codes, codesUsed: 0, enrolledAt: atOf(entry) });
    else if (change === 'recovery_codes') rows.change(name, entry, { codes, codesUsed: 0 });
    else rows.end(name);
  },
  stored(db) {
    const codes = allCodes(db).all();
    return storedBy(
      allFactors(db)
        .all()
        .map(({ userId, sealed, ...factor }) => {
          const own = codes.filter((code) => code.userId === userId);
          return {
            ...factor,
            credential: credentialDigest(sealed),
            codes: credentialDigest(own.map(({ codeHash }) => codeHash).join('\n')),
            codesUsed: own.filter(({ usedAt }) => usedAt !== null).length,
          };
        }),
      ({ username }) => username.toLowerCase(),
    );
  },
};
