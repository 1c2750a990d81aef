// What an unpacked artifact says of the work of others in it: its bill of materials, and the licences.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { RULE, WITHOUT_TEXT } from './shipped-packages.mjs';
import { insist } from './trial.mjs';

const said = (text) => typeof text === 'string' && text !== '';

/** Whether a component has what CycloneDX 1.5 requires of one, the address of its package, and a licence. */
function isWhole({ type, name, version, purl, licenses }) {
  const [{ license, expression } = {}] = licenses ?? [];
  const isAt = said(purl) && /^pkg:(npm|generic)\//.test(purl) && purl.endsWith(`@${version}`);
  return type === 'library' && [name, version].every(said) && isAt && said(license?.name ?? expression);
}

function insistOnMaterials(bill) {
  const { bomFormat, specVersion, version, metadata, components } = bill;
  const head = [bomFormat, specVersion, version, metadata?.component?.type];
  insist(head.join() === 'CycloneDX,1.5,1,application', 'the bill of materials is one of CycloneDX 1.5');
  const torn = components.filter((one) => !isWhole(one));
  insist(torn.length === 0, `every component is whole: ${torn.map(({ name }) => name).join()}`);
  const places = new Set(components.map(({ purl }) => purl));
  insist(places.size === components.length, 'no component is there twice');
  const named = new Set(components.map(({ name }) => name));
  // What the server loads, what is compiled or bundled into it, and what is bundled into the web app.
  for (const name of [
    'better-sqlite3',
    'sqlite',
    'express',
    'fflate',
    'react',
    'react-admin',
    '@mui/material',
  ])
    insist(named.has(name), `the bill of materials names ${name}`);
}

/** Of each licence whose it is, and its text, which some packages lack; these are named. */
function insistOnLicences(thirdParty, components) {
  insist(!/: unknown$/m.test(thirdParty), 'no licence is unknown');
  const of = new Map();
  for (const part of thirdParty.split(`\n${RULE}\n\n`)) {
    const end = part.indexOf('\n\n');
    for (const line of part.slice(0, end).split('\n')) of.set(line.split(': ', 1)[0], part.slice(end).trim());
  }
  const bare = components.filter(({ name, version }) => !said(of.get(`${name} ${version}`)));
  insist(
    bare.length === 0,
    `every package has the text of its licence: ${bare.map(({ name }) => name).join()}`,
  );
  const short = [...of].filter(([, text]) => text !== WITHOUT_TEXT && text.length < 200);
  insist(short.length === 0, `every text is one of a licence: ${short.map(([whose]) => whose).join()}`);
  const lacking = [...of].flatMap(([whose, text]) => (text === WITHOUT_TEXT ? [whose] : []));
  insist(lacking.length < components.length / 20, `few lack it, and are named: ${lacking.join(', ')}`);
}

/** Throws where `sbom.cdx.json` or `THIRD-PARTY.txt` in `folder` leaves something out. */
export function insistOnBill(folder) {
  const bill = JSON.parse(readFileSync(join(folder, 'sbom.cdx.json'), 'utf8'));
  insistOnMaterials(bill);
  insistOnLicences(readFileSync(join(folder, 'THIRD-PARTY.txt'), 'utf8'), bill.components);
}
