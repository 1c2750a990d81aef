import { hash } from 'node:crypto';
import { parseEntry } from '@srs-desk/shared/audit/entry.ts';
import type { Language } from '@srs-desk/shared/words/language.ts';
import { actionName, escapeHtml, STYLE } from './file-html.ts';
import { PACK_TEXTS } from './pack-texts.ts';
import { PACK_ELEMENT, PACK_FORMAT, type PackEntry, type ProofPack } from './verify/pack-format.ts';
import { statementOfPack } from './verify/pack-statement.ts';

function rowOf(item: PackEntry, language: Language): string {
  const texts = PACK_TEXTS[language];
  const entry = parseEntry(item.text);
  const about = [entry.operation, entry.outcome, entry.target]
    .filter((text) => text !== undefined)
    .join(' · ');
  const sealed =
    item.opened !== undefined
      ? `<details><summary>${texts.opened}</summary><pre>${escapeHtml(item.opened)}</pre></details>`
      : entry.sealed === undefined
        ? ''
        : `<p>${texts.sealed}</p>`;
  return `<tr><td class="number">${entry.seq}</td><td><time>${entry.at}</time></td><td>${escapeHtml(actionName(entry.action, language))}</td>
<td>${escapeHtml(entry.actor)}</td><td>${escapeHtml(about)}
<details><summary>${texts.stored}</summary><pre>${escapeHtml(item.text)}</pre><pre>${item.proof.join('\n')}</pre></details>${sealed}</td></tr>`;
}

/** Which entries the log did not hold any more when the pack was made, as its own entry states; nothing where it held all. */
function prunedRow({ entries }: ProofPack, language: Language): string {
  const own = entries.at(-1);
  const from = own === undefined ? 1 : (statementOfPack(parseEntry(own.text))?.from ?? 1);
  return from === 1 ? '' : prunedWords(from, language);
}

function prunedWords(from: number, language: Language): string {
  const texts = PACK_TEXTS[language];
  return `<dt>${texts.pruned}</dt><dd>${texts.prunedBefore(from)}</dd>\n`;
}

/** The pack as one page: readable by a person in their language, and checkable by `desk audit verify --pack`. */
export function packHtml(pack: ProofPack, language: Language): string {
  const texts = PACK_TEXTS[language];
  const title = escapeHtml(texts.title(pack.refId));
  // "</script>" inside a text would end the element.
  const json = JSON.stringify(pack).replaceAll('<', '\\u003c');
  return `<!doctype html>
<html lang="${language}"><head><meta charset="utf-8"><title>${title}</title><style>${STYLE}</style></head><body>
<h1>${title}</h1>
<p>${texts.intro(pack.entries.length)}</p>
<dl><dt>Ref ID</dt><dd>${escapeHtml(pack.refId)}</dd><dt>Order ID</dt><dd>${escapeHtml(pack.orderId ?? '–')}</dd>
<dt>External ID</dt><dd>${escapeHtml(pack.externalId ?? '–')}</dd><dt>${texts.madeAt}</dt><dd>${escapeHtml(pack.madeAt)}</dd>
${prunedRow(pack, language)}<dt>${texts.publicKey}</dt><dd><code>${escapeHtml(pack.publicKey)}</code></dd></dl>
<h2>${texts.checkpoint}</h2><pre>${escapeHtml(pack.checkpoint)}</pre>
<h2>${texts.howTo}</h2><ol>${pack.howToCheck.map((line) => `<li>${escapeHtml(line)}</li>`).join('')}</ol>
<h2>${texts.entries}</h2>
<table><thead><tr>${texts.columns.map((column) => `<th>${column}</th>`).join('')}</tr></thead><tbody>
${pack.entries.map((item) => rowOf(item, language)).join('\n')}
</tbody></table>
<script type="application/json" id="${PACK_ELEMENT}">${json}</script>
</body></html>
`;
}

/**
 * Digest of the words and the page around these entries, hex: what differs from it was made by another edition of the
 * desk. Neither proofs nor clear text are in it, nor the pack's own entry, which states it.
 */
export function editionOf(entries: readonly Omit<PackEntry, 'proof'>[], language: Language): string {
  const blank = entries.map(({ seq, text, opened }) => ({
    seq,
    text,
    proof: [],
    ...(opened === undefined ? {} : { opened: '' }),
  }));
  const pack: ProofPack = {
    format: PACK_FORMAT,
    madeAt: '',
    refId: '',
    orderId: null,
    externalId: null,
    checkpoint: '',
    publicKey: '',
    entries: blank,
    howToCheck: [...PACK_TEXTS[language].howToCheck],
  };
  return hash(
    'sha256',
    packHtml(pack, language) + prunedWords(1, language) + actionName('audit.pack', language),
    'hex',
  );
}
