// Loaded into the desk under test where `BENCH_PLANT=yes`: every fortieth page of orders holds up the event loop for 200 ms. A benchmark
// that does not notice measures nothing.
import Database from 'better-sqlite3';

const EVERY = 40;
const HOLD_MS = 200;
const prepare = Database.prototype.prepare;
let pages = 0;

function hold() {
  for (const until = performance.now() + HOLD_MS; performance.now() < until; );
}

Database.prototype.prepare = function plant(text) {
  const statement = prepare.call(this, text);
  if (!text.includes('group_concat(json')) return statement;
  const { get } = statement;
  statement.get = (...values) => {
    pages += 1;
    if (pages % EVERY === 0) hold();
    return get.apply(statement, values);
  };
  return statement;
};
