// The walls between the packages and rooms of the house: who may import whom, types included (docs/architecture.md, Walls).
// Circles, the web app's wall and globals are Biome's (biome.json): this tool does not read TSX here.

const SERVER = '^packages/server/src/';
const TABLE = `${SERVER}.*/table\\.ts$`;
const PACKAGES = 'node_modules/(?!@srs-desk/)';

/** Modules by which a connection can be opened; node:http also serves, so it has a rule of its own. */
const NETWORK = [
  '(^|/)node_modules/(undici|axios|got|node-fetch|nodemailer|ws)/',
  '^(node:)?(https|http2|net|tls|dgram)$',
];

function wall(name, comment, from, to) {
  return { name, comment: `${comment} (docs/architecture.md, Walls).`, severity: 'error', from, to };
}

module.exports = {
  forbidden: [
    wall(
      'shared-alone',
      'shared imports zod and its own rules, nothing else',
      { path: '^packages/shared/src/', pathNot: '\\.(test|fixture)\\.ts$' },
      { path: '.', pathNot: ['^packages/shared/src/', 'node_modules/zod/'] },
    ),
    wall(
      'shared-tests-alone',
      'The tests of shared need no more than a test runner and the file system',
      { path: '^packages/shared/src/.*\\.(test|fixture)\\.ts$' },
      {
        path: '.',
        pathNot: [
          '^packages/shared/src/',
          'node_modules/(zod|vitest|fast-check)/',
          '^(node:)?(crypto|fs|path|url)$',
        ],
      },
    ),
    wall(
      'simulator-alone',
      'The simulator shares no code with what it tests',
      { path: '^packages/simulator/' },
      { path: '^packages/(server|shared|web)/' },
    ),
    wall(
      'server-runs-alone',
      'The server imports neither the simulator nor the web app, nor what tests and benchmarks are made of',
      { path: SERVER },
      { path: '^packages/(simulator|web|server/(bench|tests))/' },
    ),
    wall(
      'platform-knows-no-feature',
      'The platform is given what features need of it and imports none of them',
      { path: `${SERVER}platform/` },
      { path: `${SERVER}(features|app)/` },
    ),
    wall(
      'features-know-no-app',
      'Features are put together by the app and know nothing of it',
      { path: `${SERVER}features/` },
      { path: `${SERVER}app/` },
    ),
    wall(
      'features-meet-at-the-door',
      'A feature imports another only by its index.ts, and any table by its table.ts',
      { path: `${SERVER}features/([^/]+)/` },
      {
        path: `${SERVER}features/`,
        pathNot: [`${SERVER}features/$1/`, `${SERVER}features/[^/]+/index\\.ts$`, TABLE],
      },
    ),
    wall(
      'tables-know-tables',
      'A table imports shared and other tables, so that any feature may join any table',
      { path: TABLE },
      { path: SERVER, pathNot: [TABLE, `${SERVER}platform/db/columns\\.ts$`] },
    ),
    wall(
      'one-way-out',
      'Only the recorder opens a connection',
      { path: SERVER, pathNot: `${SERVER}platform/recorder/` },
      { path: NETWORK },
    ),
    wall(
      'who-serves',
      'Only the recorder, the app and what speaks HTTP for it import node:http',
      { path: SERVER, pathNot: `${SERVER}(app|platform/(http|recorder)|features/gateway)/` },
      { path: '^(node:)?http$' },
    ),
    wall(
      'one-door-for-writes',
      'Only the ledger opens the database for writing; to bring a file up to date, the desk, the log without one, and what reads a backup',
      {
        path: SERVER,
        pathNot: `${SERVER}(platform/ledger/|app/open-desk\\.ts|features/audit/(offline-log|backup/before-migration|backup/restore-backup)\\.ts|.*\\.test\\.ts$)`,
      },
      { path: `${SERVER}platform/ledger/open-for-writing\\.ts$` },
    ),
  ],
  options: {
    parser: 'swc',
    tsPreCompilationDeps: true,
    doNotFollow: { path: PACKAGES },
    exclude: { path: '/(dist|golden)/' },
    enhancedResolveOptions: { extensions: ['.ts', '.tsx', '.mjs', '.js'] },
  },
};
