// A thread inside a query that never ends: it hears nothing, of its end neither.
import { parentPort } from 'node:worker_threads';
import Database from 'better-sqlite3';

parentPort?.postMessage('begun');
new Database(':memory:')
  .prepare('WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT max(x) FROM n')
  .get();
