import type { SeededRandom } from './seeded-random.ts';

export const FIRST_NAMES = words(
  'Anna Ben Carla David Elena Felix Greta Hugo Ines Jonas Klara Leo Mara Nils Olga Paul Rosa Stefan Tina Viktor',
);
export const LAST_NAMES = words(
  'Meyer Schmidt Fischer Weber Wagner Becker Hoffmann Schulz Koch Bauer Richter Klein Wolf Neumann Schwarz Zimmermann Braun Krüger Hartmann Lange',
);
export const STEMS = words(
  'Nord Süd Alpen Rhein Delta Nova Terra Aqua Lumen Vector Hansa Baltic Orion Merkur Atlas Falken Ring Stern Kupfer Silber Eichen Linden Hafen Brücken Mühlen Feld Wald Berg Tal See',
);
export const TRADES = words(
  'Logistik Technik Bau Handel Druck Energie Medien Software Textil Möbel Metall Papier Chemie Pharma Optik Elektro Verlag Catering Reisen Consulting',
);
const FORMS = ['GmbH', 'AG', 'GmbH & Co. KG', 'Ltd', 'e.K.', 'SE', 'S.A.', 'B.V.'];
const TERMS = [0, 14, 14, 30, 30, 30, 45, 60];

function words(text: string): string[] {
  return text.split(' ');
}

export type MadeCustomer = {
  readonly id: number;
  readonly code: string;
  readonly name: string;
  readonly isPerson: boolean;
  /** '' for the share of customers whose account is not on file. */
  readonly iban: string;
  /** The account they pay from, on file or not. */
  readonly paysFrom: string;
  readonly termsDays: number;
};

/** Made-up customers: a quarter are people, the rest companies; payment terms from none to 60 days. */
export function madeCustomers(random: SeededRandom, count: number): MadeCustomer[] {
  const made: MadeCustomer[] = [];
  for (let id = 1; id <= count; id += 1) {
    const isPerson = random.chance(0.25);
    const name = isPerson
      ? `${random.pick(FIRST_NAMES)} ${random.pick(LAST_NAMES)}`
      : `${random.pick(STEMS)}${random.pick(STEMS).toLowerCase()} ${random.pick(TRADES)} ${random.pick(FORMS)}`;
    const check = random.int(10, 98);
    const account = BigInt(Math.trunc(random.unit() * 1e18));
    const paysFrom = `DE${check}${String(account).padStart(18, '0')}`;
    const isOnFile = random.chance(0.7);
    made.push({
      id,
      code: `C${String(id).padStart(6, '0')}`,
      name,
      isPerson,
      iban: isOnFile ? paysFrom : '',
      paysFrom,
      termsDays: random.pick(TERMS),
    });
  }
  return made;
}
