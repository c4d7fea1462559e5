import { AssertionBroken } from '#app/kernel/assert.ts';
import type { Cycle } from '#app/kernel/billing-periods.ts';
import { decimal } from '#app/kernel/decimal.ts';
import type { CustomerId } from '#app/kernel/ids.ts';
import { currency } from '#app/kernel/money.ts';
import { addMonthsClamped, type PlainDate, startOfMonth } from '#app/kernel/plain-date.ts';
import type { PriceScheme } from '#app/kernel/pricing/price-scheme.ts';
import type { Result } from '#app/kernel/result.ts';
import { type Actor, SYSTEM } from '#app/modules/audit/types.ts';
import { addPortalUser } from '#app/modules/auth/commands/add-portal-user.server.ts';
import { addPrice } from '#app/modules/catalog/commands/add-price.server.ts';
import { addPriceList } from '#app/modules/catalog/commands/add-price-list.server.ts';
import { addProduct } from '#app/modules/catalog/commands/add-product.server.ts';
import type { PriceListId, ProductId } from '#app/modules/catalog/types.ts';
import { decideVersion } from '#app/modules/contracts/commands/decide-version.server.ts';
import { proposeContract } from '#app/modules/contracts/commands/propose-version.server.ts';
import type { WantedLine } from '#app/modules/contracts/types.ts';
import { addContact } from '#app/modules/customers/commands/add-contact.server.ts';
import { createCustomers } from '#app/modules/customers/commands/create-customer.server.ts';
import type { Moment } from '#app/platform/clock/clock.server.ts';
import type { Tx } from '#app/platform/db/transaction.server.ts';

export type Colleague = Actor & { id: string };
export type Signers = { readonly clerk: Colleague; readonly manager: Colleague };

type Sold = 'FLY-ASH' | 'BOTTOM-ASH' | 'SOLAR' | 'PANEL-CARE' | 'WASTE-LIFT' | 'SKIP-HIRE';
const perUnit = (unitPrice: string): PriceScheme => ({ kind: 'per_unit', unitPrice: decimal(unitPrice) });
const PRODUCTS: readonly { code: Sold; name: string; unit: string; account: string; price: PriceScheme }[] = [
  { code: 'FLY-ASH', name: 'Fly ash', unit: 't', account: '4010', price: perUnit('38.5') },
  { code: 'BOTTOM-ASH', name: 'Bottom ash', unit: 't', account: '4010', price: perUnit('14.2') },
  {
    ...{ code: 'SOLAR', name: 'Solar energy', unit: 'kWh', account: '4020' },
    price: {
      kind: 'tiered',
      minimum: decimal('250'),
      tiers: [
        { upTo: decimal('5000'), unitPrice: decimal('0.142') },
        { upTo: null, unitPrice: decimal('0.118') },
      ],
    },
  },
  {
    ...{ code: 'PANEL-CARE', name: 'Panel care plan', unit: 'year', account: '4020' },
    price: { kind: 'fixed', amount: decimal('1200') },
  },
  { code: 'WASTE-LIFT', name: 'Waste collection', unit: 'lift', account: '4030', price: perUnit('18.4') },
  {
    code: 'SKIP-HIRE',
    name: 'Skip hire',
    unit: 'pcs',
    account: '4030',
    price: { kind: 'per_unit', unitPrice: decimal('9.5') },
  },
];

export type DemoLine = {
  readonly product: Sold;
  readonly cycle: Cycle;
  readonly quantity?: string;
  readonly text?: string;
  /** Billed when its period begins, and earned month by month. */
  readonly inAdvance?: boolean;
};
export type DemoContract = {
  readonly number: string;
  readonly name: string;
  readonly title: string;
  readonly po: string;
  readonly poRequired?: boolean;
  /** Left out: nobody receives invoices. */
  readonly email?: string;
  readonly lines: readonly DemoLine[];
  /** Weeks before this one in which it was delivered, and how much a week. */
  readonly weeks: number;
  readonly weekly: string;
};

/** Customers whose invoices a run makes: charged by use, by number and in advance, and three that something stands against. */
export const CONTRACTS: readonly DemoContract[] = [
  {
    ...{
      number: 'C-61001',
      name: 'Harrowgate Ready Mix Ltd',
      title: 'Ash supply, Harrowgate',
      po: 'HRM-7710',
      weeks: 6,
      weekly: '118.6',
    },
    email: 'ap@harrowgate.example',
    lines: [
      { product: 'FLY-ASH', cycle: 'weekly' },
      { product: 'FLY-ASH', cycle: 'monthly', text: 'Fly ash, Sowerby plant' },
      { product: 'BOTTOM-ASH', cycle: 'monthly' },
    ],
  },
  {
    ...{
      number: 'C-61002',
      name: 'Slateworth Cold Store Ltd',
      title: 'Solar energy, roof row C',
      po: '',
      weeks: 6,
      weekly: '0',
    },
    email: 'finance@slateworth.example',
    lines: [
      { product: 'SOLAR', cycle: 'monthly' },
      { product: 'PANEL-CARE', cycle: 'annual', quantity: '1', inAdvance: true },
    ],
  },
  {
    ...{ number: 'C-61003', name: 'Halverley Foods Ltd', title: 'Waste collection', po: '', weeks: 6, weekly: '14' },
    email: 'bills@halverley.example',
    lines: [
      { product: 'WASTE-LIFT', cycle: 'weekly' },
      { product: 'SKIP-HIRE', cycle: 'monthly', quantity: '4' },
    ],
  },
  {
    ...{
      number: 'C-61004',
      name: 'Godaley Infra Ltd',
      title: 'Ash supply, Nashfield',
      po: 'GI-88',
      weeks: 6,
      weekly: '64.2',
    },
    email: 'accounts@godaley.example',
    lines: [{ product: 'FLY-ASH', cycle: 'weekly' }],
  },
  {
    ...{
      number: 'C-61005',
      name: 'Brackenfield Dairy',
      title: 'Waste collection',
      po: '',
      weeks: 1,
      weekly: '9',
      poRequired: true,
    },
    email: 'office@brackenfield.example',
    lines: [{ product: 'WASTE-LIFT', cycle: 'weekly' }],
  },
  {
    ...{ number: 'C-61006', name: 'Okaford Builders', title: 'Skips', po: '', weeks: 1, weekly: '5' },
    lines: [{ product: 'WASTE-LIFT', cycle: 'weekly' }],
  },
];

export type Agreed = {
  readonly of: DemoContract;
  readonly contract: string;
  readonly customerId: CustomerId;
  readonly contractId: string;
};

/** Products with one price list, and contracts a second person approved. Weekly lines begin on `monday`, monthly ones a month before. */
export async function demoContracts(tx: Tx, by: Signers, monday: PlainDate, moment: Moment): Promise<Agreed[]> {
  const monthly = addMonthsClamped(startOfMonth(moment.today), -2);
  const from = monthly < monday ? monthly : monday;
  const { products, listId } = await demoCatalog(tx, by.manager, from, moment);
  const ids = await must(createCustomers(tx, SYSTEM, CONTRACTS.map(asCustomer)));
  const agreed: Agreed[] = [];
  for (const [index, of] of CONTRACTS.entries()) {
    const customerId = ids[index]!;
    if (of.email) {
      const contact = { name: 'Accounts payable', email: of.email, phone: '' };
      await must(addContact(tx, SYSTEM, { customerId, ...contact, receivesInvoices: true, receivesStatements: true }));
      await must(addPortalUser(tx, SYSTEM, { customerId, name: contact.name, email: of.email, role: 'payer' }, moment));
    }
    const wanted = {
      ...{ title: of.title, currency: currency('GBP'), poNumber: of.po, invoicePer: null, termsDays: null },
      ...{ startsOn: from, endsOn: null },
      lines: of.lines.map((line): WantedLine => asLine(line, { products, listId, monday, monthly })),
    };
    const proposed = await must(proposeContract(tx, by.clerk, { customerId, wanted, reason: 'As agreed' }, moment));
    const { contractId, versionNo, number } = proposed;
    await must(decideVersion(tx, by.manager, { contractId, versionNo, decision: 'approve', note: '' }, moment));
    agreed.push({ of, contract: number, customerId, contractId });
  }
  return agreed;
}

const asCustomer = ({ number, name, poRequired = false }: DemoContract) => ({
  ...{ number, name, poRequired, country: 'GB', taxNumber: '', language: 'en' as const, termsDays: 30 },
  ...{ currency: currency('GBP'), addressLines: ['1 Works Road', 'Leeds LS10 1EU'] },
});

type Around = { products: ReadonlyMap<Sold, ProductId>; listId: PriceListId; monday: PlainDate; monthly: PlainDate };

function asLine(
  { product, cycle, quantity, text, inAdvance = false }: DemoLine,
  { products, listId, monday, monthly }: Around,
): WantedLine {
  const startsOn = cycle === 'weekly' ? monday : monthly;
  return {
    ...{ lineNo: null, productId: products.get(product)!, priceListId: listId, prices: [] },
    description: text ?? PRODUCTS.find(({ code }) => code === product)!.name,
    ...{
      cycle,
      anchorOn: startsOn,
      startsOn,
      endsOn: null,
      timing: inAdvance ? 'advance' : 'arrears',
      deferred: inAdvance,
    },
    ...(quantity
      ? { charge: 'recurring' as const, quantity: decimal(quantity) }
      : { charge: 'metered' as const, quantity: null }),
    ...{ siteId: null, poNumber: '', taxCode: null, accountCode: null },
  };
}

async function demoCatalog(tx: Tx, by: Actor, from: PlainDate, moment: Moment) {
  const products = new Map<Sold, ProductId>();
  const facts = { code: 'UK', name: 'United Kingdom', currency: currency('GBP'), note: '', standard: true };
  const { priceListId: listId } = await must(addPriceList(tx, by, facts, moment));
  for (const { code, name, unit, account, price } of PRODUCTS) {
    const product = { code, name, description: '', unitCode: unit, taxCode: 'S20', accountCode: account };
    const { productId } = await must(addProduct(tx, by, { ...product, validFromOn: from, validToOn: null }, moment));
    products.set(code, productId);
    const version = { priceListId: listId, productId, validFromOn: from, validToOn: null, scheme: price };
    await must(addPrice(tx, by, version, moment));
  }
  return { products, listId };
}

export async function must<Value, Refusal>(result: Promise<Result<Value, Refusal>>): Promise<Value> {
  const answer = await result;
  if (answer.ok) return answer.value;
  throw new AssertionBroken(`the demo data was refused: ${JSON.stringify(answer.refusal)}`);
}
