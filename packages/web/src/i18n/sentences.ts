/** A sentence in English and in another language; `{}` stands for what differs. */
type Sentences = readonly (readonly [english: string, other: string])[];

/** Says an English sentence in another language; undefined where it is not known. */
export type Say = (english: string) => string | undefined;

/** What says these sentences. Those that stand first are tried first. */
export function sayerOf(sentences: Sentences): Say {
  const known = sentences.map(([english, other]) => {
    const pattern = english.split('{}').map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
    return [new RegExp(`^${pattern.join('(.+)')}$`, 's'), other] as const;
  });
  return (english) => {
    for (const [pattern, other] of known) {
      const found = pattern.exec(english);
      if (found) return found.slice(1).reduce((text, part) => text.replace('{}', () => part), other);
    }
    return undefined;
  };
}
