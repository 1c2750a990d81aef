import { fileURLToPath } from 'node:url';
import type { Database } from 'better-sqlite3';
import { drizzle } from 'drizzle-orm/better-sqlite3';
import { migrate } from 'drizzle-orm/better-sqlite3/migrator';

/** Brings the schema up to date, all of it in one transaction: killed midway, the old schema stands. */
export function migrateDatabase(database: Database): void {
  migrate(drizzle(database), { migrationsFolder: migrationsFolder() });
}

function migrationsFolder(): string {
  return fileURLToPath(new URL('./migrations', import.meta.url));
}
