import { numberFormat } from '#app/kernel/kept-formats.ts';
import type { RuleKind, RuleSign } from '../types.ts';

const REFERENCE: Readonly<Record<string, string>> = {
  creditor: 'Creditor reference',
  number: 'Number in full',
  digits: 'Digits of the number',
  range: 'Range of numbers',
};
const PAYER: Readonly<Record<string, string>> = {
  account: 'account known',
  learned: 'account or name learned',
  code: 'customer number',
  name: 'name known',
  'shared-name': 'name that others bear too',
  group: 'payer of the group',
  unknown: 'no payer named',
};
const AMOUNT: Readonly<Record<string, string>> = {
  equal: 'amount equal',
  sum: 'sum equal',
  instalment: 'instalment of a plan',
  discount: 'agreed discount',
  withheld: 'tax withheld',
};

/** A class of evidence as people read it: "Number in full · account known · amount equal". */
export function classWords(evidenceClass: string): string {
  const [reference = '', payer = '', amount = ''] = evidenceClass.split('/');
  return [REFERENCE[reference] ?? reference, PAYER[payer] ?? payer, AMOUNT[amount] ?? amount].join(' · ');
}

export const KIND_WORDS: Readonly<Record<RuleKind, string>> = {
  bank_charge: 'Bank charge',
  interest: 'Interest',
  transfer: 'Transfer between our accounts',
  not_ours: 'Not ours',
  'on-account': 'On account of a customer',
};

export const SIGN_WORDS: Readonly<Record<RuleSign, string>> = {
  in: 'Money in',
  out: 'Money out',
  either: 'Money in or out',
};

/** Parts of a million as per cent, never rounded up: 999000 is "99.9 %", 927845 is "92.784 %". */
export function ppmWords(ppm: number): string {
  const rest = String(Math.floor((ppm % 10_000) / 10))
    .padStart(3, '0')
    .replace(/0+$/, '');
  return `${Math.floor(ppm / 10_000)}${rest && `.${rest}`} %`;
}

/** Whole numbers with their thousands apart: "2,995". */
export const countWords = (count: number, locale: string): string => numberFormat(locale).format(count);
