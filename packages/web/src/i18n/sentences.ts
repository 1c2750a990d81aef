/** A sentence in English and in another language; `{}` stands for what differs. */
type Sentences = readonly (readonly [english: string, other: string])[];

/** Says an English sentence in another language; undefined where it is not known. */
export type Say = (english: string) => string | undefined;

/**
 * What says these sentences. Those that stand first are tried first. What is filled in is said too where it is a sentence, and so
 * are several in a row.
 */
export function sayerOf(sentences: Sentences): Say {
  const known = sentences.map(([english, other]) => {
    const pattern = english.split('{}').map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
    return [new RegExp(`^${pattern.join('(.+?)')}$`, 's'), other] as const;
  });
  const sayOne: Say = (english) => {
    for (const [pattern, other] of known) {
      const found = pattern.exec(english);
      if (found)
        return found.slice(1).reduce((text, part) => text.replace('{}', () => say(part) ?? part), other);
    }
    return undefined;
  };
  const say: Say = (english) => {
    const each = english.split('; ').map(sayOne);
    return each.some((one) => one === undefined) ? sayOne(english) : each.join('; ');
  };
  return say;
}
