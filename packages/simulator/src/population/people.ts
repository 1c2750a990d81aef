import { newPerson, type Person } from '../order.ts';
import type { Random } from '../random.ts';
import { msisdnKey } from '../spelling.ts';
import { COUNTRIES, type Country } from './person-names.ts';

/** Coprime to 10,000, so each block of numbers is walked through without meeting one twice. */
const STRIDE = 7919;

/** Everybody the simulator knows, by mobile number. */
export class People {
  private readonly byNumber = new Map<string, Person>();
  private readonly drawn = new Map<Country, number>();

  /** The person with this number in any notation, or undefined. */
  find(msisdn: string): Person | undefined {
    return this.byNumber.get(msisdnKey(msisdn));
  }

  /** An invented person with a number that nobody has yet; the names are drawn from `random`. */
  draw(random: Random): Person {
    const country = random.weighted(COUNTRIES);
    const first = random.pick(country.firstNames);
    const last = random.pick(country.lastNames);
    return this.add(newPerson(this.freeNumber(country), first, last));
  }

  /** The person behind initial data: known by number, else new; without a number one is invented. */
  fromInitialData(
    given: { mobile?: string | undefined; firstName?: string | undefined; lastName?: string | undefined },
    random: Random,
  ): Person {
    const known = given.mobile === undefined ? undefined : this.find(given.mobile);
    if (known !== undefined) return known;
    const msisdn =
      given.mobile === undefined
        ? this.freeNumber(random.weighted(COUNTRIES))
        : `+${msisdnKey(given.mobile)}`;
    return this.add(newPerson(msisdn, given.firstName, given.lastName));
  }

  private add(person: Person): Person {
    this.byNumber.set(msisdnKey(person.msisdn), person);
    return person;
  }

  private freeNumber(country: Country): string {
    for (;;) {
      const n = this.drawn.get(country) ?? 0;
      this.drawn.set(country, n + 1);
      const digits = String((n * STRIDE + 1234) % 10_000).padStart(4, '0');
      const msisdn = `${country.block(Math.floor(n / 10_000))}${digits}`;
      if (!this.byNumber.has(msisdnKey(msisdn))) return msisdn;
    }
  }
}
