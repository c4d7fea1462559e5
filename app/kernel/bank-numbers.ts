import { parseIban } from './iban.ts';
import { ok, type Result, refuse } from './result.ts';

/** Length of an IBAN by country, as the registry of ISO 13616 gives it. */
const IBAN_LENGTHS: Readonly<Record<string, number>> = {
  ...{ AD: 24, AE: 23, AL: 28, AT: 20, AZ: 28, BA: 20, BE: 16, BG: 22, BH: 22, BR: 29, BY: 28, CH: 21, CR: 22, CY: 28 },
  ...{ CZ: 24, DE: 22, DK: 18, DO: 28, EE: 20, EG: 29, ES: 24, FI: 18, FO: 18, FR: 27, GB: 22, GE: 22, GI: 23, GL: 18 },
  ...{ GR: 27, GT: 28, HR: 21, HU: 28, IE: 22, IL: 23, IQ: 23, IS: 26, IT: 27, JO: 30, KW: 30, KZ: 20, LB: 28, LC: 32 },
  ...{ LI: 21, LT: 20, LU: 20, LV: 21, LY: 25, MC: 27, MD: 24, ME: 22, MK: 19, MR: 27, MT: 31, MU: 30, NL: 18, NO: 15 },
  ...{ OM: 23, PK: 24, PL: 28, PS: 29, PT: 25, QA: 29, RO: 24, RS: 22, SA: 24, SC: 31, SD: 18, SE: 24, SI: 19, SK: 24 },
  ...{ SM: 27, ST: 25, SV: 28, TL: 23, TN: 24, TR: 26, UA: 29, VA: 22, VG: 24, XK: 20 },
};

/** Spaces and dashes are how people write numbers, not part of them. */
const bare = (text: string): string => text.replace(/[\s-]/g, '').toUpperCase();

/** Whether a text is meant as an IBAN: two letters, two digits and more. */
export const looksLikeIban = (text: string): boolean => /^[A-Z]{2}\d{2}[A-Z0-9]{4,}$/.test(bare(text));

/** In groups of four, with the place of each: `group 3 (6016)`. */
const groupAt = (number: string, at: number): string => {
  const group = Math.floor(at / 4);
  return `group ${group + 1} (${number.slice(group * 4, group * 4 + 4)})`;
};

/**
 * Groups of four in which one wrong or two swapped digits would explain check digits that do not fit, in their order. The
 * remainder by 97 leaves few places where a single slip can be, so a person need not compare the whole number.
 */
function suspectGroups(iban: string): string[] {
  const fits = (text: string) => parseIban(text).ok;
  const found = new Set<string>();
  for (let at = 2; at < iban.length; at += 1) {
    const digit = iban[at]!;
    if (/\d/.test(digit))
      for (let other = 0; other <= 9; other += 1)
        if (fits(iban.slice(0, at) + other + iban.slice(at + 1))) found.add(groupAt(iban, at));
    if (at + 1 < iban.length && fits(iban.slice(0, at) + iban[at + 1] + digit + iban.slice(at + 2)))
      found.add(groupAt(iban, at));
  }
  return [...found];
}

const GROUPS_SAID_MAX = 3;

/** The IBAN without spaces, or the sentence for the person who typed it: what is wrong and where to look. */
export function checkIban(text: string): Result<string, string> {
  const iban = bare(text);
  const country = iban.slice(0, 2);
  if (!/^[A-Z]{2}\d{2}[A-Z0-9]+$/.test(iban))
    return refuse('An IBAN begins with two letters and two digits, such as GB29 NWBK 6016 1331 9268 19.');
  const length = IBAN_LENGTHS[country];
  if (length === undefined)
    return refuse(`No country has IBANs that begin with ${country}. Check group 1 (${iban.slice(0, 4)}).`);
  if (iban.length !== length)
    return refuse(
      `An IBAN of ${country} has ${length} characters, this one has ${iban.length}. ${iban.length < length ? 'Something is missing' : 'There is too much'}: compare it group by group.`,
    );
  const read = parseIban(iban);
  if (read.ok) return read;
  const groups = suspectGroups(iban);
  const where =
    groups.length === 0 || groups.length > GROUPS_SAID_MAX
      ? 'More than one character is wrong: compare all of it with the bank’s letter.'
      : `Compare ${groups.join(' and ')} with the bank’s letter.`;
  return refuse(`The check digits ${iban.slice(2, 4)} do not fit. ${where}`);
}

/** An American routing number: nine digits, weighed 3, 7, 1 over and over, sum divisible by ten. */
export function checkRoutingNumber(text: string): Result<string, string> {
  const digits = bare(text);
  if (!/^\d{9}$/.test(digits)) return refuse('A routing number has nine digits.');
  const sum = [...digits].reduce((total, digit, at) => total + Number(digit) * [3, 7, 1][at % 3]!, 0);
  if (sum !== 0 && sum % 10 === 0) return ok(digits);
  return refuse(
    `The last digit (${digits[8]}) does not fit the others. Compare ${digits.slice(0, 4)}, ${digits.slice(4, 8)} and ${digits[8]} with the bank’s letter.`,
  );
}

/** A British sort code: six digits. */
function checkSortCode(text: string): Result<string, string> {
  const digits = bare(text);
  return /^\d{6}$/.test(digits) ? ok(digits) : refuse('A sort code has six digits, such as 20-30-40.');
}

/** A BIC: bank, country, place, and a branch or none. */
export function checkBic(text: string): Result<string, string> {
  const bic = bare(text).replace(/^(SWIFT|BIC)(?=[A-Z]{6})/, '');
  if (/^[A-Z]{4}[A-Z]{2}[A-Z0-9]{2}([A-Z0-9]{3})?$/.test(bic)) return ok(bic);
  return refuse(
    'A BIC has eight or eleven characters: four letters for the bank, two for the country, such as NWBKGB2L.',
  );
}

/** What is wrong with an account, by field; both absent when it can be paid to as far as its numbers tell. */
export type AccountProblems = { readonly accountNumber?: string; readonly routing?: string };

const refusalOf = (checked: Result<string, string>): string | undefined => (checked.ok ? undefined : checked.refusal);

/**
 * Checks an account by what its currency's banks use: an IBAN anywhere; sort code and eight digits for pounds, a routing
 * number for dollars, ten to seventeen digits and a BIC for ringgit; elsewhere the shape only.
 */
export function checkAccount(of: { currency: string; accountNumber: string; routing: string }): AccountProblems {
  const problems = problemsOf(of);
  return {
    ...(problems.accountNumber && { accountNumber: problems.accountNumber }),
    ...(problems.routing && { routing: problems.routing }),
  };
}

function problemsOf({
  currency,
  accountNumber,
  routing,
}: {
  currency: string;
  accountNumber: string;
  routing: string;
}): {
  accountNumber?: string | undefined;
  routing?: string | undefined;
} {
  const number = bare(accountNumber);
  const routed = routing.trim() !== '';
  if (looksLikeIban(accountNumber))
    return {
      accountNumber: refusalOf(checkIban(accountNumber)),
      routing: routed && !(currency === 'GBP' && checkSortCode(routing).ok) ? refusalOf(checkBic(routing)) : undefined,
    };
  if (currency === 'GBP')
    return {
      accountNumber: /^\d{8}$/.test(number)
        ? undefined
        : 'An account number in pounds has eight digits; add zeros in front of a shorter one.',
      routing: refusalOf(checkSortCode(routing)),
    };
  if (currency === 'USD')
    return {
      accountNumber: /^\d{4,17}$/.test(number) ? undefined : 'An account number in dollars has 4 to 17 digits.',
      routing: /^[A-Z]{4}/.test(bare(routing)) ? refusalOf(checkBic(routing)) : refusalOf(checkRoutingNumber(routing)),
    };
  if (currency === 'MYR')
    return {
      accountNumber: /^\d{10,17}$/.test(number) ? undefined : 'An account number in ringgit has 10 to 17 digits.',
      routing: refusalOf(checkBic(routing)),
    };
  return {
    accountNumber: /^[A-Z0-9]{4,34}$/.test(number) ? undefined : 'An account number has 4 to 34 letters and digits.',
    routing: /^[A-Z]{4}/.test(bare(routing)) ? refusalOf(checkBic(routing)) : undefined,
  };
}
