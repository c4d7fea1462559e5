import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { type Decimal, toMicros } from '#app/kernel/decimal.ts';
import { parseMoney } from '#app/kernel/money.ts';
import { buildEnInvoice } from '#app/modules/einvoices/rules/build-en-invoice.ts';
import { checkRules } from '#app/modules/einvoices/rules/check-rules.ts';
import { planDraft } from '#app/modules/einvoices/rules/plan-draft.ts';
import { readEinvoice } from '#app/modules/einvoices/rules/read-einvoice.ts';
import { letterOf } from '#app/modules/einvoices/rules/tax-category.ts';
import { writeCii } from '#app/modules/einvoices/rules/write-cii.ts';
import { writeUbl } from '#app/modules/einvoices/rules/write-ubl.ts';
import type { EinvoiceProfile, EnInvoice } from '#app/modules/einvoices/types.ts';
import { A_SURROUNDING, aLine, billed, type MadeTax } from '#tests/support/einvoices.ts';
import { sharedFile } from '#tests/support/shared-files.ts';

/** What an invoice comes to, by the words of EN 16931; nothing stated counts as zero. Tax by category and rate. */
type Totals = { sums: Record<string, bigint>; taxes: string[] };

const micros = (value: Decimal | null): bigint => (value === null ? 0n : toMicros(value));

function totalsOf(invoice: EnInvoice): Totals {
  return {
    sums: Object.fromEntries(Object.entries(invoice.totals).map(([name, value]) => [name, micros(value)])),
    taxes: invoice.taxes.map((tax) => `${micros(tax.category.rate)}: ${micros(tax.taxable)} ${micros(tax.tax)}`).sort(),
  };
}

function read(bytes: Uint8Array | string): EnInvoice {
  const reading = readEinvoice(typeof bytes === 'string' ? new TextEncoder().encode(bytes) : bytes);
  if (!reading.ok) throw new Error(reading.refusal.sentence);
  expect(reading.value.faults).toEqual([]);
  return reading.value.invoice;
}

/** A tax of ours for each category and rate of a file. */
function taxesFor(invoice: EnInvoice): MadeTax[] {
  const categories = invoice.taxes.map((tax) => tax.category);
  return categories.map((category, index) => ({
    ...{ code: `T${index}`, letter: letterOf(category.code) ?? 'S', name: 'Tax' },
    rateBp: Number(micros(category.rate) / 10_000n),
  }));
}

/** The file as a draft of ours, priced by our rules and written in each format; the totals of each. */
function throughOurs(file: EnInvoice, profiles: readonly EinvoiceProfile[]): Totals[] {
  const table = taxesFor(file);
  const plan = planDraft(file, { taxes: table, unitWords: new Map(), accountCode: '4000' });
  if (!plan.ok) throw new Error(plan.refusal.sentence);
  expect(plan.value.unknownTaxes).toEqual([]);
  const kind = file.typeCode === '381' ? ('credit_note' as const) : ('invoice' as const);
  const { lines, differences: _named, unknownTaxes: _known, ...head } = plan.value;
  const facts = billed(lines, { table, ...head, kind, number: file.number });
  const minor = (value: Decimal | null) => {
    const parsed = parseMoney(value ?? '0', facts.currency);
    return parsed.ok ? parsed.value : 0n;
  };
  const other = file.taxCurrency && file.totals.taxInTaxCurrency ? planCurrency(file) : undefined;
  const around = {
    ...A_SURROUNDING,
    bank: A_SURROUNDING.bank && { ...A_SURROUNDING.bank, currency: facts.currency },
    ...{ prepaidMinor: minor(file.totals.prepaid), roundingMinor: minor(file.totals.rounding) },
    ...(other ? { taxInBooks: other } : {}),
  };
  return profiles.map((profile) => {
    const built = buildEnInvoice(facts, around, profile);
    const written = profile === 'cii' ? writeCii(built) : writeUbl(built);
    const again = read(written);
    if (profile !== 'pint-my') expect(checkRules(again, profile).faults).toEqual([]);
    return totalsOf(again);
  });
}

const planCurrency = (file: EnInvoice) => ({
  currency: file.taxCurrency as never,
  minor: micros(file.totals.taxInTaxCurrency) / 10_000n,
});

const EXPRESSIBLE: readonly string[] = [
  ...[1, 2, 3, 5, 6, 8, 9].map((n) => `en16931/ubl-tc434-example${n}.xml`),
  'en16931/ubl-tc434-creditnote1.xml',
  ...[2, 5, 8].map((n) => `en16931/CII_example${n}.xml`),
  'pint-my/Invoice-Sample-SA_1.3.0.xml',
  'zugferd/EN16931_1_Teilrechnung.ubl.xml',
  'zugferd/EN16931_Einfach.cii.xml',
  'zugferd/EN16931_Rabatte.cii.xml',
];

/** Files of invoices that no document of ours can be, and why; the same list stands in the module's README. */
const NOT_EXPRESSIBLE: Readonly<Record<string, RegExp>> = {
  'pint-my/Invoice-Sample-TTX_1.3.0.xml': /carries 2 taxes/,
  'pint-my/CreditNote-Sample-TTX_1.3.0.xml': /carries 2 taxes/,
  'ubl/UBL-Invoice-2.1-Example.xml': /does not say which tax it bears/,
  'ubl/UBL-CreditNote-2.1-Example.xml': /does not say which tax it bears/,
  'zugferd/EN16931_Rechnungskorrektur.cii.xml': /takes money back/,
};
const NO_INVOICES: Readonly<Record<string, RegExp>> = {
  'ubl/UBL-Reminder-2.1-Example.xml': /This is a Reminder/,
  'ubl/UBL-Statement-2.0-Example.xml': /This is a Statement/,
  'ubl/UBL-RemittanceAdvice-2.0-Example.xml': /This is a RemittanceAdvice/,
};

const folder = sharedFile('fixtures/einvoice');
const bytesOf = (name: string): Uint8Array => readFileSync(`${folder}/${name}`);

type Expected = Record<string, { values: Record<string, string | null> & { tax?: string[]; match?: boolean } }>;
const expected: Expected = folder ? JSON.parse(readFileSync(sharedFile('fixtures/EXPECTED.json')!, 'utf8')) : {};

/** What the list of expected values says a file comes to, in the words of either syntax. */
function expectedOf(name: string): Record<string, bigint> {
  const { values } = expected[`einvoice/${name}`]!;
  const of = (...names: string[]) =>
    micros((names.map((one) => values[one]).find((one) => one != null) ?? null) as Decimal);
  return {
    lines: of('LineExtensionAmount', 'LineTotalAmount'),
    allowances: of('AllowanceTotalAmount'),
    charges: of('ChargeTotalAmount'),
    withoutTax: of('TaxExclusiveAmount', 'TaxBasisTotalAmount'),
    tax: micros((values.tax?.[0] ?? values.TaxTotalAmount ?? null) as Decimal),
    withTax: of('TaxInclusiveAmount', 'GrandTotalAmount'),
    prepaid: of('PrepaidAmount', 'TotalPrepaidAmount'),
    payable: of('PayableAmount', 'DuePayableAmount'),
  };
}

if (folder) {
  test.each(EXPRESSIBLE)('%s is produced again from our own figures with the same totals', (name) => {
    const file = read(bytesOf(name));
    const wanted = totalsOf(file);
    const profiles: EinvoiceProfile[] = name.startsWith('pint-my') ? ['pint-my'] : ['ubl', 'cii', 'peppol'];
    for (const found of throughOurs(file, profiles)) {
      expect(found).toEqual(wanted);
      expect(found.sums).toMatchObject(expectedOf(name));
    }
  });

  test.each(Object.entries(NOT_EXPRESSIBLE))('%s is no document of ours, and is told why', (name, why) => {
    const reading = readEinvoice(bytesOf(name));
    const plan = reading.ok
      ? planDraft(reading.value.invoice, { taxes: [], unitWords: new Map(), accountCode: '4000' })
      : null;
    expect(plan?.ok).toBe(false);
    expect(plan?.ok === false && plan.refusal.sentence).toMatch(why);
  });

  test.each(Object.entries(NO_INVOICES))('%s is no invoice, and is told what it is', (name, why) => {
    const reading = readEinvoice(bytesOf(name));
    expect(!reading.ok && reading.refusal).toMatchObject({
      code: 'not-an-invoice',
      sentence: expect.stringMatching(why),
    });
  });

  test('every public file is in one of the three lists', () => {
    const listed = [...EXPRESSIBLE, ...Object.keys(NOT_EXPRESSIBLE), ...Object.keys(NO_INVOICES)];
    const all = Object.keys(expected).filter((name) => name.startsWith('einvoice/'));
    expect(listed.map((name) => `einvoice/${name}`).sort()).toEqual(all.sort());
  });
} else {
  test('the public e-invoices are not found beside the checkout: only the made set below is read', () => {
    expect(folder).toBeNull();
  });
}

const MADE: readonly [string, ReturnType<typeof billed>][] = [
  ['3 × 10.03 at 6 %', billed([aLine('3', '10.03', 'S6')])],
  [
    'two rates and an exemption',
    billed([aLine('2.5', '19.999', 'S20'), aLine('7', '3.1', 'S6'), aLine('1', '25', 'E')]),
  ],
  [
    'an allowance and a charge on the whole document',
    billed([aLine('10', '12.5'), aLine('1', '-20', 'S20', 'allowance'), aLine('1', '15', 'S6', 'charge')]),
  ],
  ['a line that takes back', billed([aLine('4', '50'), aLine('1', '-12.34')])],
  [
    'a credit note',
    billed([aLine('3', '10.03', 'S6')], {
      kind: 'credit_note',
      corrects: { number: 'INV-0000', documentOn: '2026-10-01' as never },
    }),
  ],
];

test.each(MADE)('%s goes through both syntaxes and back to the same figures', (_name, facts) => {
  for (const profile of ['ubl', 'cii', 'peppol'] as const) {
    const built = buildEnInvoice(facts, A_SURROUNDING, profile);
    const again = read(profile === 'cii' ? writeCii(built) : writeUbl(built));
    expect(totalsOf(again)).toEqual(totalsOf(built));
    expect(checkRules(again, profile).faults).toEqual([]);
    // What both syntaxes hold comes back the same, line for line; where a line stood in the file is not part of it.
    expect({ ...again, lines: again.lines.map((line) => ({ ...line, line: 0 })) }).toEqual(built);
  }
});
