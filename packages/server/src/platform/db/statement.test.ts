import { readdirSync, readFileSync } from 'node:fs';
import Database from 'better-sqlite3';
import { eq, getTableColumns, sql } from 'drizzle-orm';
import { blob, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import { afterEach, beforeEach, describe, expect, expectTypeOf, it } from 'vitest';
import { inJsonList, maybe } from './columns.ts';
import { Connection, type Db } from './connection.ts';
import { UnpreparedStatement } from './session.ts';
import { byPosition, statement, statementOf } from './statement.ts';

const lamps = sqliteTable('lamps', {
  id: integer().primaryKey(),
  colour: text({ enum: ['red', 'green'] }).notNull(),
  lit: integer({ mode: 'boolean' }).notNull().default(false),
  tags: text({ mode: 'json' }).$type<string[]>(),
  stamp: blob({ mode: 'buffer' }),
});

const sockets = sqliteTable('sockets', { id: integer().primaryKey(), lamp: integer().notNull() });

const insert = statement(getTableColumns(lamps), (db, row) => db.insert(lamps).values(row));
const all = statement((db) => db.select().from(lamps).orderBy(lamps.id));
const FIRST = { id: 1, colour: 'red', lit: true, tags: ['old'], stamp: Buffer.from([7]) } as const;
const SECOND = { id: 2, colour: 'green', lit: false, tags: null, stamp: null } as const;

/** As many rows as asked for. */
const some = statement({ limit: 'integer', offset: 'integer' }, (db, { limit, offset }) =>
  db.select({ id: lamps.id }).from(lamps).orderBy(lamps.id).limit(limit).offset(offset),
);
const someByText = statement({ limit: 'integer' }, (db, { limit }) =>
  db.rows({ id: lamps.id }, (columns) => sql`SELECT ${columns} FROM ${lamps} ORDER BY id LIMIT ${limit}`),
);

describe('a statement', () => {
  let database: Database.Database;
  let db: Db;
  const connect = (): Db => new Connection(database);
  beforeEach(() => {
    database = new Database(':memory:');
    database.exec(`CREATE TABLE lamps (id INTEGER PRIMARY KEY, colour TEXT NOT NULL, lit INTEGER NOT NULL DEFAULT 0,
      tags TEXT, stamp BLOB) STRICT; CREATE TABLE sockets (id INTEGER PRIMARY KEY, lamp INTEGER NOT NULL) STRICT;`);
    db = connect();
    insert(db).run({ ...FIRST, tags: [...FIRST.tags] });
    insert(db).run(SECOND);
  });
  afterEach(() => {
    database.close();
  });

  it('has no bare value for its LIMIT, by which SQLite would compile it anew at each run', () => {
    const texts: string[] = [];
    const prepare = database.prepare.bind(database);
    database.prepare = (text: string) => {
      texts.push(text);
      return prepare(text);
    };
    expect(some(db).all({ limit: 1, offset: 1 })).toEqual([{ id: 2 }]);
    expect(someByText(db).all({ limit: 1 })).toEqual([{ id: 1 }]);
    expect(texts.filter((text) => /limit/i.test(text))).toHaveLength(2);
    expect(texts.filter((text) => /limit \?(?! \+ 0)/i.test(text))).toEqual([]);
  });

  it('gives back what was put in: flags, JSON, bytes and nulls, typed by the columns', () => {
    const rows = all(db).all();
    expect(rows).toEqual([FIRST, SECOND]);
    expectTypeOf(rows).toEqualTypeOf<(typeof lamps.$inferSelect)[]>();
    expect(database.prepare('SELECT lit, tags FROM lamps').raw().all()).toEqual([
      [1, '["old"]'],
      [0, null],
    ]);
  });

  it('has what is constant in its text, quoted, and binds the rest', () => {
    const { sql: text, params } = db.connection.builder
      .select({ id: lamps.id })
      .from(lamps)
      .where(sql`${eq(lamps.colour, 'red')} AND ${lamps.lit} = ${true} AND 'it''s' = ${"it's"}`)
      .limit(1)
      .toSQL();
    expect(text).toContain(`"lamps"."colour" = 'red'`);
    expect(text).toContain(`'it''s' = 'it''s' limit 1`);
    expect(params).toEqual([]);
    const first = statement({ lit: lamps.lit }, (build, { lit }) =>
      build.select({ id: lamps.id }).from(lamps).where(eq(lamps.lit, lit)).limit(1),
    );
    expect(first(db).all({ lit: false })).toEqual([{ id: 2 }]);
  });

  it('is prepared once per connection', () => {
    expect(all(db)).toBe(all(db));
    expect(all(connect())).not.toBe(all(db));
  });

  it('takes its values by name, one of them twice, and refuses one that is missing', () => {
    const other = statement({ id: lamps.id, colour: lamps.colour }, (build, { id, colour }) =>
      build
        .select({ id: lamps.id })
        .from(lamps)
        .where(sql`${lamps.colour} = ${colour} AND ${lamps.id} = ${id} AND ${colour} <> ''`),
    );
    expect(other(db).get({ colour: 'green', id: 2 })).toEqual({ id: 2 });
    expect(other(db).get({ colour: 'red', id: 2 })).toBeUndefined();
    const { id, ...rest } = SECOND;
    expect(() => insert(db).run(JSON.parse(JSON.stringify(rest)))).toThrow('no value for id');
    expect(id).toBe(2);
  });

  it('changes what it was given, encoded as the column wants it', () => {
    const light = statement({ lit: lamps.lit, tags: lamps.tags, id: lamps.id }, (build, { id, ...row }) =>
      build.update(lamps).set(row).where(eq(lamps.id, id)).returning({ lit: lamps.lit }),
    );
    expect(light(db).get({ id: 2, lit: true, tags: ['new'] })).toEqual({ lit: true });
    expect(all(db).all()[1]).toEqual({ ...SECOND, lit: true, tags: ['new'] });
  });

  it('reads expressions, joins and text of its own by the types that its shape names', () => {
    const counted = statement({ ids: 'text' }, (build, { ids }) =>
      build.rows(
        { lamp: lamps.id, lit: lamps.lit, socket: maybe(sockets.id), n: sql<number>`count(*) OVER ()` },
        (columns) => sql`SELECT ${columns} FROM ${lamps} LEFT JOIN ${sockets} ON ${sockets.lamp} = ${lamps.id}
          WHERE ${inJsonList(lamps.id, ids)} ORDER BY ${lamps.id}`,
      ),
    );
    database.exec('INSERT INTO sockets VALUES (9, 1)');
    const rows = counted(db).all({ ids: '[1, 2, 3]' });
    expect(rows).toEqual([
      { lamp: 1, lit: true, socket: 9, n: 2 },
      { lamp: 2, lit: false, socket: null, n: 2 },
    ]);
    expectTypeOf(rows).toEqualTypeOf<{ lamp: number; lit: boolean; socket: number | null; n: number }[]>();
    const clear = statement((build) => build.change(sql`DELETE FROM ${lamps}`));
    expect(clear(db).run().changes).toBe(2);
  });

  it('reads rows as arrays where its columns are named in an order, decoded like any other', () => {
    const listed = statement({ id: lamps.id }, (build, { id }) =>
      build.tuples(
        [lamps.id, lamps.lit, lamps.tags, lamps.stamp],
        (columns) => sql`SELECT ${columns} FROM ${lamps} WHERE ${lamps.id} <= ${id} ORDER BY ${lamps.id}`,
      ),
    );
    const rows = listed(db).all({ id: 2 });
    expect(rows).toEqual([
      [1, true, ['old'], Buffer.from([7])],
      [2, false, null, null],
    ]);
    type Row = readonly [id: number, lit: boolean, tags: string[] | null, stamp: Buffer | null];
    expectTypeOf(rows).toEqualTypeOf<Row[]>();
    expect(listed(db).get({ id: 0 })).toBeUndefined();
  });

  it('may have forms, each prepared once, the longest unused forgotten', () => {
    const built: string[] = [];
    const byColour = statementOf(
      (form: string) => form,
      (build, form) => {
        built.push(form);
        return build
          .select({ id: lamps.id })
          .from(lamps)
          .where(eq(lamps.colour, sql.placeholder(form)));
      },
    );
    expect(byColour(db, 'a').all({ a: 'green' })).toEqual([{ id: 2 }]);
    for (let at = 0; at < 199; at++) byColour(db, `f${at}`);
    byColour(db, 'a');
    byColour(db, 'one more');
    byColour(db, 'a');
    byColour(db, 'f0');
    expect(built.filter((form) => form === 'a')).toHaveLength(1);
    expect(built.filter((form) => form === 'f0')).toHaveLength(2);
  });

  it('may be run by position, its values typed by their columns', () => {
    const plug = byPosition([sockets.id, sockets.lamp], (build, [id, lamp]) =>
      build.insert(sockets).values({ id, lamp }),
    );
    plug(db).run(9, 1);
    expect(plug(db)).toBe(plug(db));
    expect(database.prepare('SELECT * FROM sockets').all()).toEqual([{ id: 9, lamp: 1 }]);
    expectTypeOf(plug(db).run).parameters.toEqualTypeOf<[number, number]>();
    const turned = byPosition([sockets.lamp, sockets.id], (build, [lamp, id]) =>
      build.insert(sockets).values({ id, lamp }),
    );
    expect(() => turned(db)).toThrow('do not stand in the order of their text');
    const encoded = byPosition([lamps.lit], (build, [lit]) => build.update(lamps).set({ lit }));
    expect(() => encoded(db)).toThrow('has to be encoded');
  });

  it('cannot be run without having been prepared', () => {
    const { builder } = db.connection;
    expect(() => builder.select().from(lamps).all()).toThrow(UnpreparedStatement);
    expect(() => builder.insert(lamps).values({ colour: 'red' }).run()).toThrow(UnpreparedStatement);
    expect(() => builder.delete(lamps).run()).toThrow(UnpreparedStatement);
    expect(all(db).all()).toHaveLength(2);
  });
});

describe('the query builder', () => {
  it('is reached through `statement` alone: whoever takes it elsewhere would prepare anew at every call', () => {
    const src = new URL('../../', import.meta.url);
    const files = readdirSync(src, { recursive: true, encoding: 'utf8' });
    const takers = files.filter(
      (file) =>
        file.endsWith('.ts') &&
        !file.startsWith('platform/db/') &&
        /\bconnection\s*\.\s*builder\b|\bbuilder\b[^;]*=\s*\S*connection|\bdrizzle\(/.test(
          readFileSync(new URL(file, src), 'utf8'),
        ),
    );
    expect(files.length).toBeGreaterThan(100);
    expect(takers).toEqual([]);
  });
});
