import { WORDS } from '@srs-desk/shared/words/both.ts';
import type { Language } from '@srs-desk/shared/words/language.ts';

const ESCAPES: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Text as HTML shows it. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (char) => ESCAPES[char] ?? char);
}

/** How the pages look that leave the house as files. */
export const STYLE = `
body{font:15px/1.5 system-ui,sans-serif;margin:2rem auto;max-width:70rem;padding:0 1rem;color:#1b2430;background:#fff}
h1{font-size:1.5rem;margin-bottom:.25rem}h2{font-size:1.1rem;margin-top:2rem}
table{border-collapse:collapse;width:100%}th,td{text-align:left;vertical-align:top;padding:.35rem .6rem;border-bottom:1px solid #d8dee6}
code,pre{font:12.5px/1.45 ui-monospace,monospace}pre{background:#f4f6f8;padding:.75rem;overflow-wrap:anywhere;white-space:pre-wrap}
dl{display:grid;grid-template-columns:max-content 1fr;gap:.2rem 1rem}dt{color:#556172}dd{margin:0;overflow-wrap:anywhere}
td.number{text-align:right;font-variant-numeric:tabular-nums}summary{cursor:pointer}
`;

/** What an entry of the log is called; its own name where a later version made it. */
export function actionName(action: string, language: Language): string {
  const names: Readonly<Record<string, string>> = WORDS[language].action;
  return names[action] ?? action;
}
