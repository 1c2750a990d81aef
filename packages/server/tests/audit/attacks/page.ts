import type { Attack, Verdict } from './attack.ts';

const WORDS: Readonly<Record<Verdict, string>> = {
  broken: 'broken (1)',
  unchecked: 'not checked (2)',
  intact: 'intact (0)',
};
const BY = { file: 'file', key: 'file and key' } as const;

/** `docs/audit-log-attacks.md`: what was tried on the log, and who finds it. */
export function attacksPage(groups: Readonly<Record<string, readonly Attack[]>>): string {
  const count = Object.values(groups).flat().length;
  const tables = Object.entries(groups).map(
    ([title, attacks]) => `## ${title}

| attack | who can | \`desk audit verify\` | \`tools/verify.py\` | why |
|---|---|---|---|---|
${attacks.map(rowOf).join('\n')}
`,
  );
  return `# Attacks on the audit log

${count} ways to forge a log or what is made of it, each tried by a test on a copy, by the product and by the independent verifier
(\`packages/server/tests/audit/attacks\`, which writes this page). \`intact\` where something was changed is a limit of what can be found; why stands
beside it. Who holds the file alone can change whatever stands in it and hash it anew; who holds the key as well can sign it.

${tables.join('\n')}
Tried elsewhere: restores and forged epochs (\`epochs.test.ts\`), changed keys (\`rotation.test.ts\`), pruned logs (\`prune.test.ts\`), time stamps
(\`time-stamps.test.ts\`), every field of a proof pack one by one (\`proof-pack.test.ts\`), changes of the tables beside the log (\`facts.test.ts\`).
`;
}

function rowOf({ what, by, says, independent = says, why = '' }: Attack): string {
  return `| ${what} | ${BY[by]} | ${WORDS[says]} | ${WORDS[independent]} | ${why} |`;
}
