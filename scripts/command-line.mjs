import { readFileSync } from 'node:fs';

const LOOK_EVERY_MS = 500;
/** What stands between the person who typed the command and this script: npx, pnpm and the shells they start. */
const BETWEEN = /(^|[/\s\0])(npm|npx|pnpm)|^\/?(\S*\/)?(sh|dash|bash)\0-c\0/;

function processAt(pid) {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const [state, parent] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return {
      pid,
      lives: state !== 'Z',
      parent: Number(parent),
      command: readFileSync(`/proc/${pid}/cmdline`, 'utf8'),
    };
  } catch {
    return null;
  }
}

/** The processes of the command that was typed, above this one; where /proc tells, else the parent alone. */
function processesAbove() {
  const found = [];
  for (let above = processAt(process.ppid); above !== null; above = processAt(above.parent)) {
    if (!BETWEEN.test(above.command)) break;
    found.push(above);
  }
  return found;
}

/** Calls `stop` once when any process of the typed command has ended: a signal reaches one of them alone, and not always this. */
export function whenCommandEnds(stop) {
  const parent = process.ppid;
  const above = processesAbove();
  const timer = setInterval(() => {
    const stands = ({ pid, parent: its }) => {
      const now = processAt(pid);
      return now?.lives && now.parent === its;
    };
    if (process.ppid === parent && above.every(stands)) return;
    clearInterval(timer);
    stop();
  }, LOOK_EVERY_MS);
  timer.unref();
}
