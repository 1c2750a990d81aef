import { parseEntry } from '@srs-desk/shared/audit/entry.ts';
import { PACK_ELEMENT, type PackEntry, type ProofPack } from './verify/pack-format.ts';

const ESCAPES: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (char) => ESCAPES[char] ?? char);
}

const STYLE = `
body{font:15px/1.5 system-ui,sans-serif;margin:2rem auto;max-width:70rem;padding:0 1rem;color:#1b2430;background:#fff}
h1{font-size:1.5rem;margin-bottom:.25rem}h2{font-size:1.1rem;margin-top:2rem}
table{border-collapse:collapse;width:100%}th,td{text-align:left;vertical-align:top;padding:.35rem .6rem;border-bottom:1px solid #d8dee6}
code,pre{font:12.5px/1.45 ui-monospace,monospace}pre{background:#f4f6f8;padding:.75rem;overflow-wrap:anywhere;white-space:pre-wrap}
dl{display:grid;grid-template-columns:max-content 1fr;gap:.2rem 1rem}dt{color:#556172}dd{margin:0;overflow-wrap:anywhere}
td.number{text-align:right;font-variant-numeric:tabular-nums}summary{cursor:pointer}
`;

function rowOf(item: PackEntry): string {
  const entry = parseEntry(item.text);
  const about = [entry.operation, entry.outcome, entry.target]
    .filter((text) => text !== undefined)
    .join(' · ');
  const sealed =
    item.opened !== undefined
      ? `<details><summary>sealed part, opened</summary><pre>${escapeHtml(item.opened)}</pre></details>`
      : entry.sealed === undefined
        ? ''
        : '<p>Has a sealed part, covered by the proof.</p>';
  return `<tr><td class="number">${entry.seq}</td><td><time>${entry.at}</time></td><td>${escapeHtml(entry.action)}</td>
<td>${escapeHtml(entry.actor)}</td><td>${escapeHtml(about)}
<details><summary>as stored, with its proof</summary><pre>${escapeHtml(item.text)}</pre><pre>${item.proof.join('\n')}</pre></details>${sealed}</td></tr>`;
}

/** The pack as one page: readable by a person, and checkable by `desk audit verify --pack`. */
export function packHtml(pack: ProofPack): string {
  // "</script>" inside a text would end the element.
  const json = JSON.stringify(pack).replaceAll('<', '\\u003c');
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Proof of order ${escapeHtml(pack.refId)}</title><style>${STYLE}</style></head><body>
<h1>Proof of order ${escapeHtml(pack.refId)}</h1>
<p>${pack.entries.length} entries of the audit log of SRS Desk, each with the proof that it stands in the signed log.</p>
<dl><dt>Ref ID</dt><dd>${escapeHtml(pack.refId)}</dd><dt>Order ID</dt><dd>${escapeHtml(pack.orderId ?? '–')}</dd>
<dt>External ID</dt><dd>${escapeHtml(pack.externalId ?? '–')}</dd><dt>Made at</dt><dd>${escapeHtml(pack.madeAt)}</dd>
<dt>Public key</dt><dd><code>${escapeHtml(pack.publicKey)}</code></dd></dl>
<h2>Signed checkpoint</h2><pre>${escapeHtml(pack.checkpoint)}</pre>
<h2>How to check it</h2><ol>${pack.howToCheck.map((line) => `<li>${escapeHtml(line)}</li>`).join('')}</ol>
<h2>Entries</h2>
<table><thead><tr><th>No.</th><th>When (UTC)</th><th>What</th><th>Who</th><th>Details</th></tr></thead><tbody>
${pack.entries.map(rowOf).join('\n')}
</tbody></table>
<script type="application/json" id="${PACK_ELEMENT}">${json}</script>
</body></html>
`;
}
