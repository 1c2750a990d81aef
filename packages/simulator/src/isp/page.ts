import { BANK_SESSION_SECONDS } from '../catalogue.ts';
import { type Order, stepAt } from '../order.ts';
import { type Phase, phaseAt } from '../order-actions.ts';
import { STYLE } from './style.ts';
import { type Language, TEXTS } from './texts.ts';

/** What can be set at the test provider (guide §4). */
export const MOCK_STATUSES = [
  'INITIALIZED',
  'IDENTIFICATION_DONE',
  'DATA_READY',
  'TERMINATED',
  'ERROR',
  'IDENTIFICATION_NEGATIVELY_CONDUCTED',
] as const;

const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => ESCAPES[character] ?? '');
}

function document(language: Language, heading: string, main: string): string {
  const texts = TEXTS[language];
  const other = language === 'de' ? 'en' : 'de';
  return `<!doctype html>
<html lang="${language}"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(heading)} – ${texts.title}</title><style>${STYLE}</style></head>
<body><header><span class="brand">${texts.title}</span>
<a href="?lang=${other}" hreflang="${other}" lang="${other}">${texts.otherLanguage}</a></header>
<main>${main}</main><footer>${texts.rehearsal}</footer></body></html>`;
}

/** A form with one button; `fields` is what stands above it. */
function form(
  order: Order,
  language: Language,
  action: string,
  label: string,
  look = '',
  fields = '',
): string {
  const target = `/isp/${order.refId}/${action}?lang=${language}`;
  return `<form method="post" action="${target}">${fields}<button class="${look}">${escapeHtml(label)}</button></form>`;
}

function failForm(order: Order, language: Language): string {
  const { outcome, actions } = TEXTS[language];
  const target = `/isp/${order.refId}/fail?lang=${language}`;
  return `<form method="post" action="${target}"><fieldset><legend>${outcome.legend}</legend>
<label><input type="radio" name="outcome" value="error" checked> ${outcome.error}</label>
<label><input type="radio" name="outcome" value="negative"> ${outcome.negative}</label>
<label>${outcome.reason}<input type="text" name="reason" maxlength="200" placeholder="${outcome.reasonHint}"></label>
<button class="grave">${actions.fail}</button></fieldset></form>`;
}

function controls(order: Order, phase: Phase, language: Language): string {
  const { actions, controls: heading, sms } = TEXTS[language];
  if (phase === 'ready') {
    const label = order.lostConnections > 0 ? actions.again : actions.start;
    return `<section>${form(order, language, 'start', label)}</section>`;
  }
  if (phase === 'running') {
    return `<section><h2>${heading}</h2>${form(order, language, 'finish', actions.finish)}
${form(order, language, 'lose', actions.lose, 'quiet')}${failForm(order, language)}</section>`;
  }
  if (phase === 'terms') {
    return `<section><h2>${sms.heading}</h2><p class="sms">${sms.text}</p>
${form(order, language, 'accept_terms', actions.acceptTerms)}</section>`;
  }
  if (phase === 'checking') {
    return `<section><form method="get" action="/isp/${order.refId}"><input type="hidden" name="lang" value="${language}">
<button class="quiet">${actions.refresh}</button></form></section>`;
  }
  return '';
}

function mockControls(order: Order, language: Language): string {
  if (order.provider.flow !== 'mock') return '';
  const { mock, actions, outcome } = TEXTS[language];
  const options = MOCK_STATUSES.map((status) => `<option>${status}</option>`).join('');
  const fields = `<label>${mock.status}<select name="status">${options}</select></label>
<label>${outcome.reason}<input type="text" name="reason" maxlength="200"></label>`;
  return `<section><h2>${mock.heading}</h2><p>${mock.text}</p>
${form(order, language, 'mock', actions.set, 'quiet', fields)}</section>`;
}

function facts(order: Order, now: number, language: Language, speed: number): string {
  const { facts: words } = TEXTS[language];
  const step = stepAt(order, now);
  const time = (at: number): string => {
    const text = new Intl.DateTimeFormat(language === 'de' ? 'de-CH' : 'en-GB', {
      dateStyle: 'medium',
      timeStyle: 'short',
      timeZone: 'Europe/Zurich',
    }).format(at);
    return `<time datetime="${new Date(at).toISOString()}">${text}</time>`;
  };
  const rows: [string, string][] = [
    [words.provider, escapeHtml(order.provider.issuer)],
    [words.method, escapeHtml(order.provider.method)],
    [words.refId, order.refId],
  ];
  if (order.orderId !== undefined) rows.push([words.orderId, order.orderId]);
  rows.push([words.status, `${escapeHtml(step.status)} (${words.since} ${time(step.at)})`]);
  if (step.reason !== undefined) rows.push([words.reason, escapeHtml(step.reason)]);
  const begun = order.session !== 'by_plan' || order.startedAt <= now;
  if (begun && order.lostConnections > 0) rows.push([words.lost, String(order.lostConnections)]);
  if (order.provider.flow === 'bank' && order.startedAt <= now && step.kind === 'initialized') {
    rows.push([words.sessionEnds, time(order.startedAt + (BANK_SESSION_SECONDS * 1000) / speed)]);
  }
  return `<dl>${rows.map(([name, value]) => `<dt>${name}</dt><dd>${value}</dd>`).join('')}</dl>`;
}

/** The provider's page for an order at `now` (ms): where the user stands and what they can do. */
export function renderPage(
  order: Order,
  now: number,
  language: Language,
  speed: number,
  refused: boolean,
): string {
  const texts = TEXTS[language];
  const phase = phaseAt(order, now);
  const { heading, text } = texts.phases[phase];
  const warning = refused ? `<p class="note" role="alert">${texts.notPossible}</p>` : '';
  return document(
    language,
    heading,
    `${warning}<section><h1>${heading}</h1><p role="status">${text}</p>${facts(order, now, language, speed)}</section>
${controls(order, phase, language)}${mockControls(order, language)}`,
  );
}

/** The page for a reference that nobody knows. */
export function renderNotFound(language: Language): string {
  const { heading, text } = TEXTS[language].notFound;
  return document(language, heading, `<section><h1>${heading}</h1><p>${text}</p></section>`);
}
