import { assert } from '#app/kernel/assert.ts';
import type { DocumentLanguage, Labels } from '#app/modules/documents/rules/labels.ts';
import { createdOn, plain, type Voice } from '#app/modules/documents/rules/voice.ts';
import type {
  DocumentBrand,
  DocumentCustomer,
  DocumentIssuer,
  LogoType,
  PaymentInstructions,
} from '#app/modules/documents/types.ts';

export type Fact = { label: string; value: string };

/** `rule` is the line above; one row of a sheet is `strong`, the result. */
export type TotalRow = {
  label: string;
  note: string | null;
  amount: string;
  rule: 'none' | 'thin' | 'strong';
  tone: 'plain' | 'bold' | 'quiet';
};

/** What every document has around its middle; the templates lay it out and decide nothing. */
export type Sheet = {
  language: string;
  direction: 'ltr' | 'rtl';
  /** For the reader's window and the list of files, not drawn. */
  title: string;
  created: { year: number; month: number; day: number };
  banner: string | null;
  heading: string;
  number: string;
  issuer: { name: string; lines: string[] };
  customer: { label: string; name: string; lines: string[] };
  /** The largest figure of the page. */
  figure: { label: string; amount: string; note: string | null };
  facts: Fact[];
  /** `{page}` and `{pages}` are counted by the template. */
  pageLabel: string;
  help: string | null;
  brand: Brand | null;
};

/** What the templates draw of a brand; `logo.file` is the name of the picture that travels with the job. */
export type Brand = {
  accent: string;
  lines: string[];
  /** Pixels, for the shape alone. */
  logo: { file: string; width: number; height: number } | null;
};

export type HowToPay = {
  heading: string;
  sentence: string | null;
  rows: Fact[];
  hint: string | null;
  link: { label: string; address: string } | null;
};

export type SheetParts = {
  document: string;
  /** Already shown by the voice, as every text here but the parties'. */
  number: string;
  date: string;
  banner: string | null;
  figure: Sheet['figure'];
  facts: (Fact | null)[];
  taxName: string | null;
  issuer: DocumentIssuer;
  customer: DocumentCustomer;
};

export function sheetOf(voice: Voice, parts: SheetParts): Sheet {
  const { say, text, lines } = voice;
  const { issuer, customer } = parts;
  const facts = [...parts.facts, { label: say('account'), value: text(customer.accountNumber) }];
  return {
    language: voice.language,
    direction: voice.direction,
    title: plain(say('titleOf', { document: parts.document, number: parts.number, company: text(issuer.name) })),
    created: createdOn(parts.date),
    banner: parts.banner,
    heading: parts.document,
    number: parts.number,
    issuer: { name: text(issuer.name), lines: [...lines(issuer.addressLines), ...issuerNumbers(voice, parts)] },
    customer: {
      label: say('to'),
      name: text(customer.name),
      lines: [...lines(customer.addressLines), ...customerNumbers(voice, customer)],
    },
    figure: parts.figure,
    facts: facts.filter((fact) => fact !== null),
    pageLabel: say('page'),
    help: helpLine(voice, issuer),
    brand: issuer.brand ? brandOf(voice, issuer.brand) : null,
  };
}

const ENDINGS: Record<LogoType, string> = { 'image/png': 'png', 'image/jpeg': 'jpg', 'image/svg+xml': 'svg' };

/** The name under which a logo's picture travels with its document. */
export const logoFile = ({ sha256, mediaType }: NonNullable<DocumentBrand['logo']>): string =>
  `logo-${sha256}.${ENDINGS[mediaType]}`;

function brandOf({ lines }: Voice, { accentColour, footerLines, logo }: DocumentBrand): Brand {
  const isColour = /^#[0-9a-f]{6}$/i.test(accentColour);
  assert(isColour, `${accentColour} is not a colour`);
  return {
    accent: accentColour,
    lines: lines(footerLines),
    logo: logo && { file: logoFile(logo), width: logo.width, height: logo.height },
  };
}

function issuerNumbers({ say, text }: Voice, { issuer, taxName }: SheetParts): string[] {
  const tax =
    issuer.taxNumber && taxName ? `${say('taxNumber', { tax: text(taxName) })} ${text(issuer.taxNumber)}` : null;
  const registered = issuer.registrationNumber
    ? say('registration', { number: text(issuer.registrationNumber) })
    : null;
  return [tax, registered].filter((line) => line !== null);
}

function customerNumbers({ say, text }: Voice, { taxNumber }: DocumentCustomer): string[] {
  return taxNumber ? [`${say('customerTaxNumber')} ${text(taxNumber)}`] : [];
}

function helpLine(voice: Voice, { contact }: DocumentIssuer): string | null {
  return contact && voice.say('help', contactWays(voice, contact));
}

/** Whom to ask, and how: the values of `{name}` and `{contact}`. */
export function contactWays(
  { text, whole, language }: Voice,
  { name, email, phone }: NonNullable<DocumentIssuer['contact']>,
): { name: string; contact: string } {
  // A number that is torn by the end of a line is dialled wrong.
  const ways = [email, phone?.replaceAll(' ', '\u00a0') ?? null].filter((way) => way !== null).map(whole);
  return { name: text(name), contact: ways.join(COMMAS[language] ?? ', ') };
}

const COMMAS: Readonly<Partial<Record<DocumentLanguage, string>>> = { ar: '، ', zh: '，' };

/**
 * Null where nothing is to be paid. Where we collect ourselves only that is said: bank details beside it would be paid a
 * second time. A link that is no web address is left out: a PDF reader would follow it. */
export function howToPay(voice: Voice, payment: PaymentInstructions | null, amount: string): HowToPay | null {
  if (!payment) return null;
  const { say, text, whole } = voice;
  const heading = say('howToPay');
  if (payment.collectedOn) {
    const sentence = say('collected', { amount, date: voice.dateToAct(payment.collectedOn) });
    return { heading, sentence, rows: [], hint: null, link: null };
  }
  const bank = payment.bank;
  const bankRows: (Fact | null)[] = bank
    ? [
        { label: say('accountName'), value: text(bank.accountName) },
        ...bank.details.map(({ name, value }) => ({ label: detailName(voice, name), value: whole(value) })),
        bank.bankName ? { label: say('bank'), value: text(bank.bankName) } : null,
      ]
    : [];
  const rows = [{ label: say('reference'), value: whole(payment.reference) }, ...bankRows];
  return {
    heading,
    sentence: null,
    rows: rows.filter((row) => row !== null),
    hint: say('referenceHint'),
    link: isWebAddress(payment.link) ? { label: say('payOnline'), address: payment.link } : null,
  };
}

/** Names of bank details that we give ourselves, in the document's language; those a country gives stay as they are. */
const DETAIL_NAMES: Readonly<Record<string, keyof Labels>> = {
  'Account number': 'accountNumber',
  'Sort code or BIC': 'routing',
};

const detailName = ({ say, text }: Voice, name: string): string => {
  const known = Object.hasOwn(DETAIL_NAMES, name) ? DETAIL_NAMES[name] : undefined;
  return known ? say(known) : text(name);
};

function isWebAddress(link: string | null): link is string {
  return link !== null && /^https?:\/\/[\w.:[\]-]+(\/[\w.~!$&'()*+,;=:@%/?#-]*)?$/.test(link);
}
