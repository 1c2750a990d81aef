// Verifies the log given and prints how long it took and how much memory the process had at most.
import { readVerifierKey } from '../../src/audit/verify/open-checkpoint-note.ts';
import { verifyDatabase } from '../../src/audit/verify/verify-database.ts';

const [path = '', vkey = '', depth = 'all', threads = '2'] = process.argv.slice(2);
const { outcome, durationMs, lastSeq, problem } = await verifyDatabase({
  path,
  key: readVerifierKey(vkey),
  depth: depth === 'chain' ? 'chain' : 'all',
  threads: Number(threads),
});
const maxRssMiB = Math.round(process.resourceUsage().maxRSS / 1024);
process.stdout.write(`${JSON.stringify({ outcome, problem, durationMs, lastSeq, maxRssMiB })}\n`);
