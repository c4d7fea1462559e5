import type { SeededRandom } from './seeded-random.ts';

/** One realistic mistake in `INV-2025-0012345`. */
export function mangled(random: SeededRandom, number: string): string {
  const [year, digits] = [number.slice(4, 8), number.slice(9)];
  switch (random.int(0, 7)) {
    case 0: {
      const drawn = random.int(2, 5);
      const at = digits[drawn] === digits[drawn + 1] ? (drawn === 5 ? 4 : 5) : drawn;
      return `INV-${year}-${digits.slice(0, at)}${digits[at + 1]}${digits[at]}${digits.slice(at + 2)}`;
    }
    case 1:
      return String(Number(digits));
    case 2:
      return number.slice(0, random.int(13, 15));
    case 3:
      return `INV ${year} ${digits}`;
    case 4:
      return `Rg.Nr. ${year}/${Number(digits)}`;
    case 5:
      return `INV-${year}-${zerosAsLetters(digits)}`;
    case 6: {
      const at = random.int(3, 6);
      return `INV-${year}-${digits.slice(0, at)}${(Number(digits[at]) + random.int(1, 9)) % 10}${digits.slice(at + 1)}`;
    }
    default:
      return `INV${year}${digits.slice(0, 3)} ${digits.slice(3)}`;
  }
}

/** The first three zeros as the letter O. */
function zerosAsLetters(digits: string): string {
  let left = 3;
  return digits.replace(/0/g, (zero) => {
    left -= 1;
    return left >= 0 ? 'O' : zero;
  });
}
