import { eq } from 'drizzle-orm';
import type { Db } from '../../../../platform/db/connection.ts';
import { statement } from '../../../../platform/db/statement.ts';
import { NotFound } from '../../../../platform/errors.ts';
import { billingLogoInUse as inUse, billingLogos as logos } from './table.ts';

const byHash = statement({ hash: logos.hash }, (db, { hash }) =>
  db.select().from(logos).where(eq(logos.hash, hash)),
);
const current = statement((db) =>
  db
    .select({
      hash: logos.hash,
      media: logos.media,
      width: logos.width,
      height: logos.height,
      changedAt: inUse.changedAt,
      changedBy: inUse.changedBy,
    })
    .from(inUse)
    .innerJoin(logos, eq(logos.hash, inUse.hash)),
);

/** A logo that stands, or stood, on statements. @throws NotFound where there is none of this hash */
export function logoOf(db: Db, hash: string): typeof logos.$inferSelect {
  const logo = byHash(db).get({ hash });
  if (logo === undefined) throw new NotFound('logo_not_found', 'There is no such logo.');
  return logo;
}

/** The logo of the statements to come, without its bytes; undefined without one. */
export function readLogoInUse(db: Db): ReturnType<ReturnType<typeof current>['get']> {
  return current(db).get();
}

/** The hash of the logo of the statements to come; null without one. */
export function logoInUse(db: Db): string | null {
  return readLogoInUse(db)?.hash ?? null;
}
