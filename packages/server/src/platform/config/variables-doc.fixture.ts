import * as z from 'zod';
import { VARIABLE_FACTS, VARIABLE_GROUPS } from './variable-facts.ts';
import { VARIABLES } from './variables.ts';

interface Row {
  name: string;
  about: string;
  fallback: string | null;
  example: string;
  required: boolean;
  secret: boolean;
}

const WIDTH = 110;

function rowsOf(group: string): Row[] {
  return Object.entries(VARIABLES).flatMap(([name, form]): Row[] => {
    const facts = VARIABLE_FACTS.get(form);
    if (facts?.group !== group) return [];
    const fallback = form instanceof z.ZodDefault ? String(form.def.defaultValue) || null : null;
    return [
      {
        name,
        about: facts.about,
        fallback,
        example: fallback ?? facts.example ?? '',
        required: !z.object({ value: form }).safeParse({}).success,
        secret: facts.secret ?? false,
      },
    ];
  });
}

const GROUPS = Object.entries(VARIABLE_GROUPS).flatMap(([group, title]) =>
  title === null ? [] : [{ title, rows: rowsOf(group) }],
);

function wrapped(text: string): string {
  const lines = [''];
  for (const word of text.split(' ')) {
    const line = lines.at(-1) ?? '';
    if (line.length + word.length + 3 > WIDTH) lines.push(word);
    else lines[lines.length - 1] = line === '' ? word : `${line} ${word}`;
  }
  return lines.map((line) => `# ${line}`).join('\n');
}

/** `.env.example`: what must be set is open, everything else a comment. */
export function environmentExample(): string {
  const parts = GROUPS.map(({ title, rows }) => {
    const lines = rows.map(
      ({ name, about, example, required }) =>
        `${wrapped(about)}\n${required ? '' : '# '}${name}=${required ? '' : example}`,
    );
    return `# ---- ${title} ----\n\n${lines.join('\n\n')}\n`;
  });
  return `# A value that holds # or begins or ends with a blank stands between quotes ('…'): else it ends there.
# A secret may lie in a file instead: SRS_CLIENT_SECRET_FILE=/run/secrets/srs. What the process's environment sets wins over this
# file. "desk config check" reads it all and says what is wrong; docs/configuration.md is the same as a page.

${parts.join('\n')}`;
}

function line({ name, about, fallback, example, required, secret }: Row): string {
  const standard = required ? '**must be set**' : fallback === null ? '' : `\`${fallback}\``;
  const shown = fallback === null && example !== '' ? `\`${example}\`` : '';
  return `| \`${name}\`${secret ? ' (secret)' : ''} | ${about} | ${standard} | ${shown} |`;
}

/** docs/configuration.md. */
export function configurationPage(): string {
  const parts = GROUPS.map(
    ({ title, rows }) =>
      `## ${title}\n\n| variable | what it is | default | example |\n|---|---|---|---|\n${rows.map(line).join('\n')}\n`,
  );
  return `# Configuration

The desk is configured by its environment, or by a file \`.env\` in the folder it is started in; the environment wins. This page and
\`.env.example\` are made from \`server/src/platform/config/variables.ts\` (\`vitest run packages/server/src/platform/config -u\`).

In \`.env\` a value that holds \`#\` stands between quotes (\`SRS_CLIENT_SECRET='a#b'\`): else it ends there, and nobody can see that it was longer.

A secret may lie in a file instead: \`SRS_CLIENT_SECRET_FILE=/run/secrets/srs\` for \`SRS_CLIENT_SECRET\`, and so on. The file holds the secret alone,
as UTF-8 without byte order mark; line ends at its end do not count.

\`desk config check\` reads all of it without starting anything and prints one line per problem: the variable, its value (never a secret), what would
be right. It also points out names that are nearly one of these (\`RETENTION_MONTH\`) and combinations that work and are dangerous; the start logs
those. Exit code 0: nothing to say; 1: something is pointed out, the desk would start; 2: it would not start.

${parts.join('\n')}`;
}
