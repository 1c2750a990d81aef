import type { SeededRandom } from './seeded-random.ts';

/** An invented person. The numbers lie in blocks that no operator hands out. */
export interface SeedPerson {
  firstName: string;
  lastName: string;
  msisdn: string;
  birthDate: string;
  country: string;
  language: string;
}

interface Country {
  code: string;
  language: string;
  /** What a number begins with; the person's own digits fill it up to `digits`. */
  block: string;
  digits: number;
  firstNames: readonly [string, ...string[]];
  lastNames: readonly [string, ...string[]];
}

const SWISS: Country = {
  code: 'CH',
  language: 'de',
  block: '+41790',
  digits: 6,
  firstNames: [
    'Reto',
    'Ursula',
    'Beat',
    'Sandra',
    'Lukas',
    'Nadine',
    'Marco',
    'Céline',
    'Andrea',
    'Jürg',
    'Noémie',
    'Livia',
  ],
  lastNames: [
    'Müller',
    'Meier',
    'Schmid',
    'Keller',
    'Weber',
    'Huber',
    'Bühler',
    'Frei',
    'Zürcher',
    'Favre',
    'Rochat',
    'Bernasconi',
  ],
};
const GERMAN: Country = {
  code: 'DE',
  language: 'de',
  block: '+4915000',
  digits: 7,
  firstNames: [
    'Anna',
    'Jonas',
    'Katharina',
    'Felix',
    'Lena',
    'Maximilian',
    'Sophie',
    'Tobias',
    'Birgit',
    'Jörg',
  ],
  lastNames: [
    'Schneider',
    'Fischer',
    'Wagner',
    'Becker',
    'Hoffmann',
    'Schäfer',
    'Groß',
    'Krüger',
    'Lange',
    'Vogel',
  ],
};
const AUSTRIAN: Country = {
  code: 'AT',
  language: 'de',
  block: '+436500',
  digits: 7,
  firstNames: ['Johannes', 'Magdalena', 'Stefan', 'Elisabeth', 'Florian', 'Verena'],
  lastNames: ['Gruber', 'Pichler', 'Steiner', 'Moser', 'Mayrhofer', 'Eder'],
};
const ITALIAN: Country = {
  code: 'IT',
  language: 'en',
  block: '+39300',
  digits: 7,
  firstNames: ['Giulia', 'Matteo', 'Chiara', 'Alessandro', 'Elena', 'Niccolò'],
  lastNames: ['Rossi', 'Ferrari', 'Romano', 'Colombo', 'D’Angelo', 'Conti'],
};

/** The Service Provider's customers, most active first; some differ only as typed-in names do. */
const CUSTOMERS = [
  'ALPENBANK',
  'KMU-FINANZ-0417',
  'Helvia Versicherung',
  'treuhand-lindt',
  'RHEINSPARKASSE',
  'Notariat Seefeld',
  'MIETPORTAL24',
  'ÖKOSTROM-NORD',
  'Kanzlei Brandauer & Partner',
  'alpenbank',
  'KMU-FINANZ-O417',
  'Autoleasing Süd',
];
const CUSTOMER_COUNT = 400;

/** Draws people and customers; the n-th person is another one than all before. */
export class SeedPeople {
  readonly #random: SeededRandom;
  readonly #cumulative: number[] = [];
  #drawn = 0;

  constructor(random: SeededRandom) {
    this.#random = random;
    let sum = 0;
    for (let rank = 1; rank <= CUSTOMER_COUNT; rank++) {
      sum += 1 / rank ** 1.05;
      this.#cumulative.push(sum);
    }
  }

  next(): SeedPerson {
    const random = this.#random;
    const draw = random.unit();
    const country = draw < 0.62 ? SWISS : draw < 0.87 ? GERMAN : draw < 0.95 ? AUSTRIAN : ITALIAN;
    const n = this.#drawn++;
    // A stride that shares no factor with the block's size walks through it without meeting a number twice.
    const own = (n * 7_919 + 1_234) % 10 ** country.digits;
    const year = random.integer(1938, 2006);
    const month = String(random.integer(1, 12)).padStart(2, '0');
    const day = String(random.integer(1, 28)).padStart(2, '0');
    return {
      firstName: random.pick(country.firstNames),
      lastName: random.pick(country.lastNames),
      msisdn: country.block + String(own).padStart(country.digits, '0'),
      birthDate: `${year}-${month}-${day}`,
      country: country.code,
      language: country.language,
    };
  }

  /** An External ID by Zipf's law, or null for the few orders placed without one. */
  customer(): string | null {
    if (this.#random.chance(0.03)) return null;
    const point = this.#random.unit() * (this.#cumulative.at(-1) ?? 1);
    let [low, high] = [0, CUSTOMER_COUNT - 1];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#cumulative[middle] ?? 0) > point) high = middle;
      else low = middle + 1;
    }
    return CUSTOMERS[low] ?? `cust-${10_000 + low}`;
  }
}
