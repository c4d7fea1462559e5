const SATURDAY_AND_SUNDAY = [6, 0];
const FRIDAY_AND_SATURDAY = [5, 6];

/** Countries whose banks do not rest on Saturday and Sunday (ISO 3166). 0 is Sunday. */
const WEEKENDS: Readonly<Record<string, readonly number[]>> = {
  ...Object.fromEntries(
    ['BD', 'BH', 'DZ', 'EG', 'IL', 'IQ', 'JO', 'KW', 'LY', 'MV', 'OM', 'PS', 'QA', 'SA', 'SD', 'SY', 'YE'].map(
      (country) => [country, FRIDAY_AND_SATURDAY],
    ),
  ),
  AF: [4, 5],
  BN: [5, 0],
  DJ: [5],
  IR: [4, 5],
  NP: [6],
};

/** Days of the week on which banks of a country are shut. */
export const weekendOf = (country: string): readonly number[] => WEEKENDS[country] ?? SATURDAY_AND_SUNDAY;
