import { CONFUSABLES } from './confusables.ts';

/** In what two spellings of an External ID differ although people read the same. */
export const LOOK_ALIKE_REASONS = ['spaces', 'case', 'look_alike'] as const;
type LookAlikeReason = (typeof LOOK_ALIKE_REASONS)[number];

/** A spelling with how many orders carry it. */
interface SpellingUse {
  readonly externalId: string;
  readonly orders: number;
}

/** Spellings that probably mean one customer, the one to keep, and why they were put together. */
interface LookAlikeGroup {
  readonly canonical: string;
  readonly spellings: readonly SpellingUse[];
  readonly reasons: readonly LookAlikeReason[];
}

/** Points a raw External ID (or orders without one) at the External ID to bill. The raw value stays. */
export interface Alias {
  /** The raw value; null for orders without External ID. */
  readonly raw: string | null;
  readonly canonical: string;
}

const INVISIBLE = /[\p{Cf}\p{Cc}]/gu;
const SPACES = /[\s\p{Z}]+/gu;

function compose(text: string): string {
  return text.normalize('NFKC').replace(INVISIBLE, '');
}

/** The form without spaces and invisible signs, full and half width made one (NFKC). */
function withoutSpaces(externalId: string): string {
  return compose(externalId.normalize('NFKC').replace(SPACES, '')).replace(SPACES, '');
}

/** Besides that, without regard to case. */
function withoutCase(externalId: string): string {
  return withoutSpaces(externalId).toLowerCase().toUpperCase().toLowerCase();
}

/**
 * The skeleton in which look-alikes are equal: letters of other scripts, digits and signs that read the same are
 * folded to one (Cyrillic А and Latin A, 0 and O, 1 and l and I, all kinds of dashes).
 */
export function skeleton(externalId: string): string {
  let folded = '';
  for (const sign of withoutCase(externalId)) folded += CONFUSABLES.get(sign) ?? sign;
  return folded;
}

function isPlain(text: string): boolean {
  return /^[\x21-\x7e]+$/.test(text);
}

function better(a: SpellingUse, b: SpellingUse): number {
  return (
    b.orders - a.orders ||
    Number(isPlain(b.externalId)) - Number(isPlain(a.externalId)) ||
    (a.externalId < b.externalId ? -1 : a.externalId > b.externalId ? 1 : 0)
  );
}

/** Where a text has spaces and invisible signs, whatever stands between them. */
function spacing(text: string): string {
  return text.normalize('NFKC').replace(/[^\s\p{Z}\p{Cf}\p{Cc}]/gu, 'x');
}

function reasonsOf(spellings: readonly SpellingUse[]): LookAlikeReason[] {
  const count = (form: (text: string) => string) =>
    new Set(spellings.map((spelling) => form(spelling.externalId))).size;
  const [raw, spaced, cased, folded] = [
    count(String),
    count(withoutSpaces),
    count(withoutCase),
    count(skeleton),
  ];
  const reasons: LookAlikeReason[] = [];
  if (spaced < raw || count(spacing) > 1) reasons.push('spaces');
  if (cased < spaced) reasons.push('case');
  if (folded < cased) reasons.push('look_alike');
  return reasons;
}

/**
 * External IDs that differ only in case, spaces or signs that look alike, in groups of two or more. Proposed is
 * the most used spelling; among equals the one in plain ASCII, then the first by code point.
 */
export function lookAlikes(uses: readonly SpellingUse[]): LookAlikeGroup[] {
  const groups = new Map<string, SpellingUse[]>();
  for (const use of uses) {
    const key = skeleton(use.externalId);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [use]);
    else group.push(use);
  }
  const found: LookAlikeGroup[] = [];
  for (const group of groups.values()) {
    const spellings = group.sort(better);
    const first = spellings[0];
    if (first === undefined || spellings.length < 2) continue;
    found.push({ canonical: first.externalId, spellings, reasons: reasonsOf(spellings) });
  }
  return found.sort((a, b) => (a.canonical < b.canonical ? -1 : 1));
}

/** Gives the External ID to bill for a raw one. */
export type ResolveAlias = (raw: string | null) => string | null;

/** The function that follows aliases, one step; what has no alias stays as it is. */
export function aliasResolver(aliases: readonly Alias[]): ResolveAlias {
  const targets = new Map(aliases.map((alias) => [alias.raw, alias.canonical]));
  return (raw) => targets.get(raw) ?? raw;
}

/** Why an alias may not be added to those there are; null when it may. Chains and circles are refused. */
export function aliasProblem(aliases: readonly Alias[], added: Alias): string | null {
  if (added.raw === added.canonical) return 'an External ID cannot stand for itself';
  if (added.canonical.trim() === '') return 'an alias must lead to an External ID';
  const others = aliases.filter((alias) => alias.raw !== added.raw);
  const onward = others.find((alias) => alias.raw === added.canonical);
  if (onward !== undefined) {
    return `${added.canonical} itself stands for ${onward.canonical}: map to ${onward.canonical} directly`;
  }
  const onto = others.find((alias) => alias.canonical === added.raw);
  if (onto !== undefined) {
    return `${onto.raw ?? '(none)'} stands for ${added.raw}: map that one anew first`;
  }
  return null;
}

/** Look-alike groups that aliases have not brought together yet. */
export function unsettled(groups: readonly LookAlikeGroup[], resolve: ResolveAlias): LookAlikeGroup[] {
  return groups.filter((group) => new Set(group.spellings.map((use) => resolve(use.externalId))).size > 1);
}
