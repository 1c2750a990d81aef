import { fileURLToPath } from 'node:url';
import { nearTerms, personTerms } from '@srs-desk/shared/order/person-terms.ts';
import type { Database } from 'better-sqlite3';
import { drizzle } from 'drizzle-orm/better-sqlite3';
import { migrate } from 'drizzle-orm/better-sqlite3/migrator';
import { addEntryParts } from './entry-parts.ts';

/** Brings the schema up to date, all of it in one transaction: killed midway, the old schema stands. */
export function migrateDatabase(database: Database, folder = migrationsFolder()): void {
  addRules(database);
  migrate(drizzle(database), { migrationsFolder: folder });
}

/** Where the migrations lie, beside the source and beside the bundle. */
export function migrationsFolder(): string {
  return fileURLToPath(new URL('./migrations', import.meta.url));
}

const textOf = (value: unknown): string | null => (typeof value === 'string' ? value : null);

/** Rules that migrations apply to rows that are there. */
function addRules(database: Database): void {
  addEntryParts(database);
  database.table('person_terms_of', {
    columns: ['term'],
    parameters: ['first_name', 'last_name', 'email'],
    *rows(...given: unknown[]) {
      const [firstName, lastName, email] = given.map(textOf);
      for (const term of personTerms({ firstName, lastName, email })) yield [term];
    },
  });
  database.table('near_terms_of', {
    columns: ['spelling'],
    parameters: ['term'],
    *rows(term: unknown) {
      for (const spelling of nearTerms(textOf(term) ?? '')) yield [spelling];
    },
  });
}
