// Runs the built `desk audit verify --json`, and tells at its end on stderr how much memory the process had at most, MiB.
import { pathToFileURL } from 'node:url';

const [main = '', ...flags] = process.argv.slice(2);
process.on('exit', () => process.stderr.write(String(Math.round(process.resourceUsage().maxRSS / 1024))));
process.argv = [process.argv[0] ?? '', main, 'audit', 'verify', '--json', ...flags];
await import(pathToFileURL(main).href);
