import { SHOWN_FOR } from '@srs-desk/shared/access/reveal-categories.ts';
import { WORDS } from '@srs-desk/shared/words/both.ts';
import type { Language } from '@srs-desk/shared/words/language.ts';
import { actionName, escapeHtml, STYLE } from './file-html.ts';
import type { PersonFile, PersonRecord, WhatIsMissing } from './person-file-form.ts';
import { PERSON_FILE_TEXTS } from './person-file-texts.ts';

const PARTS = ['shown', 'calls', 'tickets', 'notes', 'acts'] as const;

const TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d/;

/** A value as a person reads it; null where there is nothing to read. */
function valueText(value: unknown, words: Readonly<Record<string, string>> = {}): string | null {
  if (Array.isArray(value) && value.length === 0) return null;
  if (value === null || value === undefined || value === '') return null;
  if (typeof value === 'object') return JSON.stringify(value);
  const text = String(value);
  return TIME.test(text) ? timeText(text) : (words[text] ?? text);
}

/** An ISO time to the second, without the marks of the form. */
function timeText(at: string): string {
  return at.slice(0, 19).replace('T', ' ');
}

function orderHtml(order: PersonFile['orders'][number], language: Language): string {
  const { field, status, verify, team, nextActor, attention } = WORDS[language];
  // As on the screens, “responsible” is the team, not the number of the step.
  const { step, ...others } = field;
  const names: Readonly<Record<string, string>> = { ...others, supportTeam: step };
  const words: Readonly<Record<string, Readonly<Record<string, string>>>> = {
    status,
    verifyStatus: verify,
    supportTeam: team,
    nextActor,
    attention,
  };
  const facts = Object.entries(order).flatMap(([key, value]) => {
    const [name, text] = [names[key], valueText(value, words[key])];
    if (name === undefined || text === null) return [];
    return [`<dt>${escapeHtml(name)}</dt><dd>${escapeHtml(text)}</dd>`];
  });
  const texts = PERSON_FILE_TEXTS[language];
  const whole = escapeHtml(JSON.stringify(order, null, 1));
  return `<h3>${escapeHtml(texts.order(String(order.refId)))}</h3><dl>${facts.join('')}</dl>
<details><summary>${texts.details}</summary><pre>${whole}</pre></details>`;
}

/** Why somebody saw the data, in words; other records tell their operation and outcome. */
function aboutText({ operation, outcome, target, refId, detail }: PersonRecord, language: Language): string {
  const reason = SHOWN_FOR.find((known) => known === detail.category);
  const why = reason === undefined ? undefined : WORDS[language].shownFor[reason];
  return [why, refId, operation, outcome, target].filter((text) => text !== undefined).join(' · ');
}

function recordHtml(record: PersonRecord, language: Language): string {
  const { at, action, actor, opened, detail } = record;
  const whole = JSON.stringify(opened === undefined ? detail : { ...detail, ...opened }, null, 1);
  return `<tr><td><time datetime="${at}">${timeText(at)}</time></td><td>${escapeHtml(actionName(action, language))}</td><td>${escapeHtml(actor)}</td>
<td>${escapeHtml(aboutText(record, language))}
<details><summary>${PERSON_FILE_TEXTS[language].details}</summary><pre>${escapeHtml(whole)}</pre></details></td></tr>`;
}

function missingHtml({ pruned, erasures, closedRecords }: WhatIsMissing, language: Language): string {
  const { title, ...texts } = PERSON_FILE_TEXTS[language].missing;
  const told = [
    ...(pruned === null ? [] : [texts.pruned(pruned.before, pruned.at.slice(0, 10))]),
    ...(erasures ? [texts.erasures] : []),
    ...(closedRecords === 0 ? [] : [texts.closedRecords(closedRecords)]),
  ];
  const lines = told.length === 0 ? [texts.nothing] : told;
  return `<h2>${title}</h2>\n${lines.map((line) => `<p>${escapeHtml(line)}</p>`).join('\n')}`;
}

/** What is known of a person as one page, in their language. */
export function personFileHtml(file: PersonFile, language: Language): string {
  const texts = PERSON_FILE_TEXTS[language];
  const head = texts.columns.map((column) => `<th scope="col">${column}</th>`).join('');
  const parts = PARTS.map((part) => {
    const rows = file[part].map((record) => recordHtml(record, language)).join('\n');
    const table = `<table><thead><tr>${head}</tr></thead><tbody>${rows}</tbody></table>`;
    return `<h2>${texts.parts[part]}</h2>${rows === '' ? `<p>${texts.none}</p>` : table}`;
  });
  return `<!doctype html>
<html lang="${language}"><head><meta charset="utf-8"><title>${texts.title}</title><style>${STYLE}</style></head><body><main>
<h1>${texts.title}</h1>
<p>${texts.intro}</p>
<dl><dt>${texts.madeAt}</dt><dd>${timeText(file.madeAt)} (UTC)</dd></dl>
<h2>${texts.orders(file.orders.length)}</h2>
${file.orders.map((order) => orderHtml(order, language)).join('\n')}
${parts.join('\n')}
${missingHtml(file.missing, language)}
</main></body></html>
`;
}
