import { addDays, type PlainDate, plainDate } from '#app/kernel/plain-date.ts';
import { FIRST_NAMES, LAST_NAMES, type MadeCustomer, madeCustomers } from './made-customers.ts';
import { mangled } from './made-mistakes.ts';
import { payerText } from './made-payer-names.ts';
import { SeededRandom } from './seeded-random.ts';

export type MadeOpenInvoice = {
  readonly id: number;
  readonly number: string;
  readonly customer: MadeCustomer;
  readonly issuedOn: PlainDate;
  readonly dueOn: PlainDate;
  readonly cents: number;
};
export type MadeBankLine = {
  readonly id: number;
  readonly on: PlainDate;
  readonly cents: number;
  readonly payerName: string;
  readonly payerIban: string;
  readonly text: string;
};
/** What a line truly pays, and which kind of noise it was given. Never shown to the matcher. */
export type MadeTruth = {
  readonly lineId: number;
  readonly kind: string;
  readonly parts: readonly { readonly invoiceId: number; readonly cents: number }[];
};
export type MadeBank = {
  readonly customers: readonly MadeCustomer[];
  readonly invoices: readonly MadeOpenInvoice[];
  readonly lines: readonly MadeBankLine[];
  readonly truth: readonly MadeTruth[];
};

const FIRST_ISSUE = plainDate('2025-01-01');
const FIRST_LINE = plainDate('2025-06-02');
const LIST_PRICES = [4_900, 9_900, 11_900, 19_900, 23_800, 29_900, 49_900, 59_500, 119_000];
const CHARGES = [150, 350, 500, 750, 1_250, 1_500, 2_500];
const OTHER_PAYERS = ['Factor Bank AG', 'Group Treasury SE', 'Konzern Zahlstelle GmbH', 'Kanzlei Braun'];
const OTHER_ACCOUNT = 'FR7630006000011234567890189';
const SHARES: readonly (readonly [string, number])[] = [
  ['exact_ref', 0.3],
  ['noisy_ref', 0.2],
  ['missing_ref', 0.12],
  ['multi_all_refs', 0.06],
  ['multi_some_refs', 0.03],
  ['multi_no_refs', 0.03],
  ['partial_ref', 0.04],
  ['split_same_invoice', 0.04],
  ['fee_deducted', 0.06],
  ['cash_discount', 0.04],
  ['third_party_payer', 0.04],
  ['unrelated', 0.04],
];

/**
 * Bank lines that pay open invoices, with the noise of real ones (work set W3 of the bench): deterministic for a seed, two customers
 * to five invoices, amounts in cents. The same calls of the same generator in the same order as the published set, byte for byte
 * wherever that one comes to its end; for some seeds it draws one useless invoice for ever, and this one goes on to the next.
 */
export function madeBank(of: { open: number; lines: number; seed: number }): MadeBank {
  const random = new SeededRandom(of.seed);
  const customers = madeCustomers(random, Math.max(1, Math.floor((of.open * 2) / 5)));
  const invoices = madeInvoices(random, customers, of.open);
  const maker = new LineMaker(random, invoices);
  for (const [kind, share] of SHARES) maker.make(kind, Math.round(share * of.lines));
  return { customers, invoices, ...maker.inOrder() };
}

function madeInvoices(random: SeededRandom, customers: readonly MadeCustomer[], count: number): MadeOpenInvoice[] {
  return Array.from({ length: count }, (_, index) => {
    const id = index + 1;
    // Skewed: some customers have many open invoices.
    const customer = customers[Math.trunc(random.unit() ** 1.6 * customers.length)]!;
    const issuedOn = addDays(FIRST_ISSUE, random.int(0, 150));
    const cents = random.chance(0.3) ? random.pick(LIST_PRICES) : madeAmount(random);
    const number = `INV-2025-${String(100_000 + id * 3 + random.int(0, 2)).padStart(7, '0')}`;
    return { id, number, customer, issuedOn, dueOn: addDays(issuedOn, customer.termsDays), cents };
  });
}

const madeAmount = (random: SeededRandom): number => Math.max(500, Math.trunc(random.logNormal(10.4, 1.1)));

class LineMaker {
  readonly #random: SeededRandom;
  readonly #order: MadeOpenInvoice[];
  readonly #byCustomer: ReadonlyMap<number, readonly MadeOpenInvoice[]>;
  readonly #used = new Set<number>();
  readonly #made: { line: MadeBankLine; truth: MadeTruth }[] = [];
  /** Drawn and of no use for a line without a reference: the published generator would draw them for ever. */
  readonly #useless = new Set<number>();
  #next = 0;

  constructor(random: SeededRandom, invoices: readonly MadeOpenInvoice[]) {
    this.#random = random;
    this.#byCustomer = Map.groupBy(invoices, ({ customer }) => customer.id);
    this.#order = [...invoices];
    for (let at = this.#order.length - 1; at > 0; at -= 1) {
      const other = Math.trunc(random.unit() * (at + 1));
      [this.#order[at], this.#order[other]] = [this.#order[other]!, this.#order[at]!];
    }
  }

  make(kind: string, count: number): void {
    for (let done = 0; done < count; )
      done += kind === 'unrelated' ? this.#unrelated() : this.#paying(kind, count - done);
  }

  /** In the order of time, so that two parts of one invoice do not stand side by side. */
  inOrder(): { lines: MadeBankLine[]; truth: MadeTruth[] } {
    const key = ({ line }: { line: MadeBankLine }) => (line.id * 7919) % 10_007;
    const sorted = this.#made.toSorted((a, b) =>
      a.line.on === b.line.on ? key(a) - key(b) : a.line.on < b.line.on ? -1 : 1,
    );
    return {
      lines: sorted.map(({ line }, index) => ({ ...line, id: index + 1 })),
      truth: sorted.map(({ truth }, index) => ({ ...truth, lineId: index + 1 })),
    };
  }

  #put(
    kind: string,
    paying: {
      customer: MadeCustomer | null;
      cents: number;
      text: string;
      parts: readonly MadeOpenInvoice[];
      payer?: readonly [string, string];
    },
  ): void {
    const { customer, cents, text, parts, payer } = paying;
    const id = this.#made.length + 1;
    const on = addDays(FIRST_LINE, this.#random.int(0, 27));
    const payerIban = payer ? payer[1] : this.#random.chance(0.85) ? customer!.paysFrom : '';
    const payerName = payer ? payer[0] : payerText(this.#random, customer!);
    const whole = parts.length > 1;
    const paid = parts.map((invoice) => ({ invoiceId: invoice.id, cents: whole ? invoice.cents : cents }));
    this.#made.push({ line: { id, on, cents, payerName, payerIban, text }, truth: { lineId: id, kind, parts: paid } });
  }

  #unrelated(): number {
    const random = this.#random;
    const which = random.int(0, 3);
    const put = (cents: number, text: string, payer: readonly [string, string]) =>
      this.#put('unrelated', { customer: null, cents, text, parts: [], payer });
    if (which === 0) put(random.int(100, 9000), 'Zinsen / interest Q2', ['Hausbank AG', '']);
    else if (which === 1)
      put(madeAmount(random), `Erstattung Steuer ${random.int(1_000_000, 10_000_000)}`, ['Finanzamt', 'DE00']);
    else if (which === 2)
      put(madeAmount(random), `Order ${random.int(100_000, 1_000_000)}`, [
        `${random.pick(FIRST_NAMES)} ${random.pick(LAST_NAMES)} Web`,
        '',
      ]);
    else
      put(madeAmount(random), `INV-2024-${String(random.int(900_000, 999_999)).padStart(7, '0')}`, [
        `Unknown Payer ${random.int(1, 999)}`,
        '',
      ]);
    return 1;
  }

  /** One line, or two for an invoice that is paid in two; none where the invoice drawn does not serve. */
  #paying(kind: string, left: number): number {
    const isMany = kind.startsWith('multi');
    if (kind !== 'missing_ref') this.#useless.clear();
    const { invoice, free } = this.#draw(isMany ? 2 : 1, kind === 'multi_no_refs' ? 40 : Number.POSITIVE_INFINITY);
    if (kind === 'missing_ref') return this.#withoutReference(invoice, free);
    this.#used.add(invoice.id);
    if (isMany) return this.#several(kind, invoice, free);
    if (kind === 'split_same_invoice') return this.#inTwo(invoice, left);
    const { customer, cents, number } = invoice;
    const put = (amount: number, text: string) => this.#put(kind, { customer, cents: amount, text, parts: [invoice] });
    const random = this.#random;
    const maybeMangled = (share: number) => (random.chance(share) ? number : mangled(random, number));
    if (kind === 'exact_ref') put(cents, this.#wrapped(customer, number));
    else if (kind === 'noisy_ref') put(cents, this.#wrapped(customer, mangled(random, number)));
    else if (kind === 'partial_ref') {
      const part = Math.trunc(cents * (0.25 + 0.5 * random.unit()));
      put(part, this.#wrapped(customer, maybeMangled(0.7)));
    } else if (kind === 'fee_deducted') {
      const charge = Math.min(Math.floor(cents / 4), random.pick(CHARGES));
      put(cents - charge, this.#wrapped(customer, maybeMangled(0.7)));
    } else if (kind === 'cash_discount') {
      const discount = halfToEven(cents * random.pick([0.02, 0.03]));
      put(cents - discount, this.#wrapped(customer, number));
    } else {
      const text = this.#wrapped(customer, maybeMangled(0.8));
      this.#put(kind, { customer, cents, text, parts: [invoice], payer: [random.pick(OTHER_PAYERS), OTHER_ACCOUNT] });
    }
    return 1;
  }

  #draw(least: number, most: number): { invoice: MadeOpenInvoice; free: MadeOpenInvoice[] } {
    for (let at = this.#next; ; at += 1) {
      const invoice = this.#order[at];
      if (!invoice) throw new Error('There are too few open invoices for so many lines.');
      if (this.#used.has(invoice.id) || this.#useless.has(invoice.id)) continue;
      const free = this.#byCustomer.get(invoice.customer.id)!.filter(({ id }) => !this.#used.has(id));
      if (free.length < least || free.length > most) continue;
      if (at === this.#next) this.#next += 1;
      return { invoice, free };
    }
  }

  #withoutReference(drawn: MadeOpenInvoice, free: readonly MadeOpenInvoice[]): number {
    const all = this.#byCustomer.get(drawn.customer.id)!;
    const isOnly = (one: MadeOpenInvoice) => all.filter(({ cents }) => cents === one.cents).length === 1;
    const invoice = isOnly(drawn) ? drawn : free.find(isOnly);
    if (!invoice) {
      this.#useless.add(drawn.id);
      return 0;
    }
    this.#used.add(invoice.id);
    const text = this.#random.pick(['', 'Payment', 'Zahlung', `Kd.Nr. ${invoice.customer.code}`, 'invoice']);
    this.#put('missing_ref', { customer: invoice.customer, cents: invoice.cents, text, parts: [invoice] });
    return 1;
  }

  #several(kind: string, invoice: MadeOpenInvoice, free: readonly MadeOpenInvoice[]): number {
    const random = this.#random;
    const count = Math.min(free.length, random.int(2, 6));
    const pool = free.filter(({ id }) => id !== invoice.id);
    const parts = [invoice];
    while (parts.length < count) parts.push(...pool.splice(Math.trunc(random.unit() * pool.length), 1));
    for (const { id } of parts) this.#used.add(id);
    const [first = '', ...rest] = parts.map(({ number }) => number);
    let text = '';
    if (kind === 'multi_all_refs') {
      const separator = random.pick([', ', ' ', '; ', '+']);
      text = [first, ...(random.chance(0.5) ? rest : rest.map((number) => number.slice(9).replace(/^0+/, '')))].join(
        separator,
      );
    } else if (kind === 'multi_some_refs') text = first + random.pick([' et al.', ' u.a.', ' and others', '']);
    else text = random.pick(['', 'Sammelzahlung', 'open items', `Kd.Nr. ${invoice.customer.code}`]);
    const cents = parts.reduce((total, one) => total + one.cents, 0);
    this.#put(kind, { customer: invoice.customer, cents, text: text.slice(0, 140), parts });
    return 1;
  }

  #inTwo(invoice: MadeOpenInvoice, left: number): number {
    const { customer, cents, number } = invoice;
    const part = Math.trunc(cents * (0.3 + 0.4 * this.#random.unit()));
    const put = (amount: number) =>
      this.#put('split_same_invoice', {
        customer,
        cents: amount,
        text: this.#wrapped(customer, number),
        parts: [invoice],
      });
    put(part);
    if (left < 2) return 1;
    put(cents - part);
    return 2;
  }

  #wrapped(customer: MadeCustomer, number: string): string {
    const random = this.#random;
    const before = random.pick([
      '',
      '',
      'Invoice ',
      'Rechnung ',
      'Payment for ',
      'RE ',
      '/INV/',
      `Kd.Nr. ${customer.code} `,
    ]);
    const reference = ` / EREF+${String(random.int(0, 99_999_999)).padStart(8, '0')}`;
    const after = random.pick(['', '', '', ' vielen Dank', ' v. 12.05.25', reference]);
    return (before + number + after).slice(0, 140);
  }
}

function halfToEven(value: number): number {
  const low = Math.floor(value);
  if (value - low !== 0.5) return Math.round(value);
  return low % 2 === 0 ? low : low + 1;
}
