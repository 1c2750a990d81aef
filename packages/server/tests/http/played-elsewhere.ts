import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const SERVER = join(import.meta.dirname, '../..');

/** How a test calls a route by its method and path, whatever stands for the parameters. */
function callOf(route: string): RegExp {
  const [method = '', path = ''] = route.split(' ');
  const literal = path.replace(/:\w+/g, String.raw`(?:\$\{[^}]+\}|[\w-]+)`);
  return new RegExp(`\\.${method.toLowerCase()}\\(\\s*['\`]${literal}['\`?]`);
}

/** Which of these routes, each with the file below packages/server that is to play it, are not called there. */
export function notPlayed(elsewhere: Readonly<Record<string, string>>): string[] {
  return Object.entries(elsewhere).flatMap(([route, file]) => {
    const path = join(SERVER, file);
    const isPlayed = existsSync(path) && callOf(route).test(readFileSync(path, 'utf8'));
    return isPlayed ? [] : [`${route} in ${file}`];
  });
}
