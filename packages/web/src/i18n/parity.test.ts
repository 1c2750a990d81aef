import englishMessages from 'ra-language-english';
import { describe, expect, it } from 'vitest';
import de from './de/index.ts';
import en from './en/index.ts';

type Tree = { [key: string]: string | Tree };

function flatten(tree: Tree, prefix = ''): Map<string, string> {
  const flat = new Map<string, string>();
  for (const [key, value] of Object.entries(tree)) {
    const path = prefix === '' ? key : `${prefix}.${key}`;
    if (typeof value === 'string') flat.set(path, value);
    else for (const [inner, text] of flatten(value, path)) flat.set(inner, text);
  }
  return flat;
}

const placeholders = (text: string) => [...new Set(text.match(/%\{\w+\}/g) ?? [])].sort();

describe('texts', () => {
  const english = flatten(en as unknown as Tree);
  const german = flatten(de as unknown as Tree);

  it('has the same keys in both languages', () => {
    expect([...german.keys()].sort()).toEqual([...english.keys()].sort());
  });

  it('covers every key of react-admin', () => {
    const wanted = [...flatten(englishMessages as unknown as Tree).keys()];
    expect(wanted.length).toBeGreaterThan(150);
    expect(wanted.filter((key) => !german.has(key))).toEqual([]);
  });

  it('leaves no text empty', () => {
    const empty = [...english, ...german].filter(([key, text]) => text === '' && key !== 'ra.boolean.null');
    expect(empty).toEqual([]);
  });

  it('uses the same placeholders in both languages', () => {
    const different = [...english]
      .filter(([key, text]) => {
        const other = german.get(key) ?? '';
        return placeholders(text).join() !== placeholders(other).join();
      })
      .map(([key]) => key);
    expect(different).toEqual([]);
  });

  it('writes Swiss German spelling', () => {
    expect([...german].filter(([, text]) => text.includes('ß'))).toEqual([]);
  });
});
