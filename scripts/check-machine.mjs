// Runs before anything is installed: says in one line what is missing, instead of a page of compiler output.
import { execFileSync } from 'node:child_process';

const NEEDED = [20, 19];

const [major, minor] = process.versions.node.split('.').map(Number);
if (major < NEEDED[0] || (major === NEEDED[0] && minor < NEEDED[1])) {
  console.error(`SRS Desk needs Node ${NEEDED.join('.')} or later; this is Node ${process.versions.node}.`);
  process.exit(1);
}

const missing = ['g++', 'make', 'python3'].filter((tool) => {
  try {
    execFileSync(tool, ['--version'], { stdio: 'ignore' });
    return false;
  } catch {
    return true;
  }
});
if (missing.length > 0) {
  console.error(
    `Note: ${missing.join(', ')} not found. If no prebuilt better-sqlite3 can be fetched it must be compiled: install g++, make and python3.`,
  );
}
