import { type Currency, minorDigits, parseCurrency, parseMoney } from '#app/kernel/money.ts';
import { parsePlainDate } from '#app/kernel/plain-date.ts';
import { type PlanOffer, RHYTHMS, type Rhythm } from '#app/modules/payment-plans/types.ts';
import type { PlanFields } from '#app/modules/payment-plans/ui/plan-sketch.ts';

/** Invoices named in one address. */
const IDS_MAX = 500;
const OFFERS = ['short', 'middle', 'long', 'own'] as const;

export type PlanAddress = {
  readonly currency: Currency | null;
  readonly fields: Omit<PlanFields, 'hasMethod'>;
  readonly methodId: string | null;
  /** Fields whose text could not be read, with what to enter. */
  readonly errors: Readonly<Record<string, string[]>>;
};

/** The address is the state of the page: going back, reloading and sharing bring the same plan. */
export function planAddress(url: URL, standard: Currency): PlanAddress {
  const of = url.searchParams;
  const currency = parseCurrency(of.get('currency') ?? '');
  const itemIds = of.getAll('i').slice(0, IDS_MAX);
  const errors: Record<string, string[]> = {};
  const count = readCount(of.get('count'), errors);
  const firstMinor = readFirst(of.get('first'), currency ?? standard, errors);
  const firstOn = readDay(of.get('firstOn'), errors);
  const rhythm = of.get('rhythm');
  const offer = of.get('offer');
  return {
    ...{ currency, errors, methodId: of.get('method') || null },
    fields: {
      itemIds: itemIds.length > 0 || of.has('chosen') ? itemIds : null,
      offer: OFFERS.includes(offer as 'own') ? (offer as PlanOffer['kind'] | 'own') : null,
      shape: {
        ...{ count, firstMinor, firstOn, nextOn: null },
        rhythm: RHYTHMS.includes(rhythm as Rhythm) ? (rhythm as Rhythm) : null,
      },
    },
  };
}

const KEPT = ['chosen', 'currency', 'offer', 'i', 'count', 'rhythm', 'firstOn', 'first'];

/** The address of the plan that the fields of the page say. */
export function addressOfFields(fields: readonly (readonly [string, string])[]): string {
  const said = fields.filter(([name, text]) => KEPT.includes(name) && text !== '').map(([name, text]) => [name, text]);
  return `/plans/new?${new URLSearchParams(said)}`;
}

/** The same address once the visit on which a method was added is over, with the method chosen. */
export function addressAfterVisit(url: URL, methodId: string | null): string {
  const said = new URLSearchParams(url.searchParams);
  for (const name of ['setup', 'left']) said.delete(name);
  if (methodId !== null) said.set('method', methodId);
  return `/plans/new?${said}`;
}

function readCount(text: string | null, errors: Record<string, string[]>): number | null {
  if (text === null || text.trim() === '') return null;
  const count = Number(text.trim());
  if (Number.isInteger(count) && count >= 2 && count <= 60) return count;
  errors.count = ['Enter a number of payments from 2 to 60.'];
  return null;
}

/** An empty first payment is one as large as the others. */
function readFirst(text: string | null, currency: Currency, errors: Record<string, string[]>): bigint | null {
  if (text === null || text.trim() === '') return null;
  const parsed = parseMoney(text, currency);
  if (parsed.ok && parsed.value > 0n) return parsed.value;
  if (parsed.ok) return null;
  errors.first = [`Enter an amount like ${minorDigits(currency) === 0 ? '1,240' : '1,240.00'}, or leave it empty.`];
  return null;
}

function readDay(text: string | null, errors: Record<string, string[]>) {
  if (text === null || text.trim() === '') return null;
  const parsed = parsePlainDate(text);
  if (parsed.ok) return parsed.value;
  errors.firstOn = ['Choose a day.'];
  return null;
}
