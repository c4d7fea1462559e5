import type { MadeCustomer } from './made-customers.ts';
import type { SeededRandom } from './seeded-random.ts';

const SPELT: Readonly<Record<string, string>> = { ü: 'ue', ö: 'oe', ä: 'ae', ß: 'ss' };
const BANK_LINE = 27;

/** A customer's name as banks and bookkeepers write it: whole, in capitals, cut, turned round, short, or a letter lost. */
export function payerText(random: SeededRandom, { name, isPerson }: MadeCustomer): string {
  if (random.chance(0.4)) return name;
  const way = random.int(0, 5);
  const plain = name.replace(/[üöäß]/g, (letter) => SPELT[letter]!);
  if (way === 0) return plain.toUpperCase();
  if (way === 1) return plain.toUpperCase().slice(0, BANK_LINE);
  const [first = '', second = '', ...more] = name.split(' ');
  if (isPerson) return way < 4 ? `${second}, ${first}` : `${first[0]}. ${second}`;
  if (way === 2) return `${first} ${second}`;
  if (way === 3) return `${first} ${second.slice(0, 4)}.`;
  if (way === 4) return plain.replace('GmbH & Co. KG', 'GmbH + Co KG').replace('GmbH', 'Gesellschaft mbH');
  const lost = random.int(1, first.length - 2);
  return [first.slice(0, lost) + first.slice(lost + 1), second, ...more].join(' ');
}
