import { WORDS } from '../words/both.ts';
import { SHOWN_SETTINGS } from './catalogue.ts';
import { partKey, type SettingValue, valueAt, valuesIn } from './setting-values.ts';

const { setting, settingMeaning, settingEffect, settingUnit } = WORDS.en;
const settingPart: Readonly<Record<string, string>> = WORDS.en.settingPart;
const settingPartMeaning: Readonly<Record<string, string>> = WORDS.en.settingPartMeaning;

function bounds({ min, max, unit, choices, nullable }: SettingValue): string {
  const open = nullable ? ', or nothing' : '';
  if (choices.length > 0) return `${choices.map((one) => `\`${one}\``).join(', ')}${open}`;
  if (min === null || max === null) return '';
  return `${min} to ${max}${unit === null ? '' : ` ${settingUnit[unit]}`}${open}`;
}

function control({ looser, kind }: SettingValue): string {
  if (looser === null) return '';
  const flag = looser === 'higher' ? 'on' : 'off';
  return ` Loosened when ${kind === 'flag' ? flag : looser}.`;
}

function row(name: string, value: SettingValue, fallback: unknown): string {
  const key = partKey(name, value.path);
  const standard =
    name === 'methods' ? 'the data sheet’s' : `\`${JSON.stringify(valueAt(fallback, value.path) ?? null)}\``;
  const cells = [
    `\`${value.path.at(-1) ?? ''}\``,
    settingPart[key] ?? '',
    `${settingPartMeaning[key] ?? ''}${control(value)}`,
    bounds(value),
    standard,
    settingEffect[value.effect],
  ];
  return `| ${cells.join(' | ')} |`;
}

/** docs/settings.md, made from the descriptions. */
export function settingsDoc(): string {
  const parts = SHOWN_SETTINGS.map((one) => {
    const { name, fallback } = one;
    const values = valuesIn(one.jsonSchema());
    const shown = name === 'methods' ? values.filter(({ path }) => path[0] === 'unlisted') : values;
    const single = shown.length === 1 && shown[0]?.path.length === 0 ? shown[0] : null;
    const head = `## ${setting[name]} (\`${name}\`)\n\n${settingMeaning[name]}`;
    if (single) {
      const within = bounds(single);
      return `${head}${control(single)}\n\n${within === '' ? '' : `${within}. `}Default: \`${JSON.stringify(fallback)}\`. ${settingEffect[single.effect]}.`;
    }
    const table = shown.map((value) => row(name, value, fallback));
    return `${head}\n\n| value | name | what it does | bounds | default | takes effect |\n|---|---|---|---|---|---|\n${table.join('\n')}`;
  });
  return `# Settings

What an admin may set under Settings, or by \`PUT /api/settings/:name {value}\` (\`null\` goes back to the default). This page is made from the
descriptions in \`shared/src/settings\` (\`vitest run packages/shared/src/settings -u\`).

A change that loosens a control waits for a second admin where there are two admins who can log in (202; \`POST /api/approvals/:id/approve\`
or \`/reject\`); every admin sees it on the overview. Every change stands in the audit log as \`settings.change\`, with the values before and after.

${parts.join('\n\n')}
`;
}
