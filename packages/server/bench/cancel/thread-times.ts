import { readdirSync, readFileSync } from 'node:fs';

const TASKS = '/proc/self/task';

/** Processor time of each thread of this process so far, ms, by its number; none where the system does not tell. */
export function threadTimes(): Map<number, number> {
  const times = new Map<number, number>();
  try {
    for (const task of readdirSync(TASKS)) {
      const [ns = '0'] = readFileSync(`${TASKS}/${task}/schedstat`, 'latin1').split(' ');
      times.set(Number(task), Number(ns) / 1e6);
    }
  } catch {
    // Not Linux, or a thread that has just ended.
  }
  return times;
}

/** What the main thread and the busiest other one took since `before`, ms. */
export function spentSince(before: ReadonlyMap<number, number>): { main: number; busiest: number } {
  const spent = [...threadTimes()].map(([task, ms]) => ({ task, ms: ms - (before.get(task) ?? 0) }));
  const others = spent.filter(({ task }) => task !== process.pid).map(({ ms }) => ms);
  const main = spent.find(({ task }) => task === process.pid)?.ms ?? 0;
  return { main, busiest: Math.max(0, ...others) };
}
