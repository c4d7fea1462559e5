import { invalidRequest } from './api-error.ts';

/** Stripe's own table, not ISO's: amounts in these carry no decimals. */
const ZERO_DECIMAL = new Set('bif clp djf gnf jpy kmf krw mga pyg rwf vnd vuv xaf xof xpf'.split(' '));
/** Three decimals, of which the last must be 0. */
const THREE_DECIMAL = new Set('bhd jod kwd omr tnd'.split(' '));
/** Sent with two decimals for old times' sake, yet no part of a whole unit may be charged. */
const WHOLE_UNITS_ONLY = new Set(['isk', 'ugx']);
const UNSUPPORTED = new Set('iqd lyd irr kpw syp cup'.split(' '));

/** The smallest charge, in Stripe's units, where the documentation names one that matters here. */
const SMALLEST: Record<string, number> = {
  usd: 50,
  eur: 50,
  gbp: 30,
  aud: 50,
  cad: 50,
  chf: 50,
  sgd: 50,
  nzd: 50,
  inr: 50,
  brl: 50,
  aed: 200,
  myr: 200,
  dkk: 250,
  nok: 300,
  sek: 300,
  hkd: 400,
  mxn: 1000,
  thb: 1000,
  czk: 1500,
  huf: 17500,
  jpy: 50,
  pln: 200,
  ron: 200,
}; // prettier-ignore
const LARGEST = 99_999_999;

export const stripeDigits = (code: string): 0 | 2 | 3 => (ZERO_DECIMAL.has(code) ? 0 : THREE_DECIMAL.has(code) ? 3 : 2);

/** Refuses what the vendor would refuse about an amount of a currency. */
export function checkAmount(amount: number, code: string, param: string): void {
  if (UNSUPPORTED.has(code)) throw invalidRequest(`Invalid currency: ${code}`, { param: 'currency' });
  if (stripeDigits(code) === 3 && amount % 10 !== 0)
    throw invalidRequest(`Invalid amount: ${code} amounts must end in 0.`, {
      code: 'parameter_invalid_integer',
      param,
    });
  if (WHOLE_UNITS_ONLY.has(code) && amount % 100 !== 0)
    throw invalidRequest(`Invalid amount: ${code} amounts must be divisible by 100.`, {
      code: 'parameter_invalid_integer',
      param,
    });
  if (amount < (SMALLEST[code] ?? 1))
    throw invalidRequest(`Amount must be at least ${format(SMALLEST[code] ?? 1, code)}.`, {
      code: 'amount_too_small',
      param,
    });
  if (amount > LARGEST)
    throw invalidRequest(`Amount must be no more than ${format(LARGEST, code)}.`, { code: 'amount_too_large', param });
}

/** `1,234.50 EUR` for people; digits are moved as text, never through a float. */
export function format(amount: number, code: string): string {
  const digits = stripeDigits(code);
  const size = String(Math.abs(amount)).padStart(digits + 1, '0');
  const whole = digits === 0 ? size : size.slice(0, -digits);
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ',');
  const decimals = digits === 0 ? '' : `.${size.slice(-digits)}`;
  return `${amount < 0 ? '−' : ''}${grouped}${decimals} ${code.toUpperCase()}`;
}
