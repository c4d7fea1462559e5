import { decimal } from '#app/kernel/decimal.ts';
import { currency } from '#app/kernel/money.ts';
import { addDays, startOfMonth } from '#app/kernel/plain-date.ts';
import type { PriceScheme } from '#app/kernel/pricing/price-scheme.ts';
import { SYSTEM } from '#app/modules/audit/types.ts';
import { addPrice } from '#app/modules/catalog/commands/add-price.server.ts';
import { addPriceList } from '#app/modules/catalog/commands/add-price-list.server.ts';
import { addProduct } from '#app/modules/catalog/commands/add-product.server.ts';
import { momentIn } from '#app/platform/clock/clock.server.ts';
import { demoDatabase, oneValue } from './demo-database.ts';
import { done } from './made-things.ts';

const TIERS: PriceScheme = {
  kind: 'tiered',
  tiers: [
    { upTo: decimal('100'), unitPrice: decimal('42') },
    { upTo: null, unitPrice: decimal('39.5'), flat: decimal('25') },
  ],
  minimum: decimal('250'),
};

/** A product with a price in a list of its own, and one that comes next month. */
export async function aPricedProduct(code: string): Promise<{ product: string; priceList: string }> {
  const moment = momentIn('Europe/London');
  const taxCode = await oneValue<string>(
    `select code from tax_categories where standard_code = 'S' order by rate_bp desc limit 1`,
  );
  const words = { code, name: `Fly ash ${code}`, description: 'Fly ash, loaded at the silo', unitCode: 't', taxCode };
  const { productId } = await done((tx) =>
    addProduct(
      tx,
      SYSTEM,
      { ...words, accountCode: '4010', validFromOn: startOfMonth(moment.today), validToOn: null },
      moment,
    ),
  );
  const list = {
    code,
    name: `Prices ${code}`,
    currency: currency('GBP'),
    note: 'For pages that are looked at',
    standard: false,
  };
  const { priceListId } = await done((tx) => addPriceList(tx, SYSTEM, list, moment));
  const price = (validFromOn: typeof moment.today, scheme: PriceScheme) =>
    done((tx) => addPrice(tx, SYSTEM, { priceListId, productId, validFromOn, validToOn: null, scheme }, moment));
  await price(moment.today, { kind: 'per_unit', unitPrice: decimal('42') });
  await price(addDays(moment.today, 30), TIERS);
  return { product: productId, priceList: priceListId };
}

/** A product with a price in the standard list in pounds, which is made where there is none. */
export async function aSoldProduct(code: string, unitPrice: string): Promise<string> {
  const { product } = await aPricedProduct(code);
  const moment = momentIn('Europe/London');
  const standing = () =>
    demoDatabase().pool.query<{ id: never }>(`select id from price_lists where currency = 'GBP' and standard`);
  const { rows } = await standing();
  const list = { code: 'STANDARD', name: 'Standard prices', currency: currency('GBP'), note: '', standard: true };
  const priceListId = rows[0]?.id ?? (await done((tx) => addPriceList(tx, SYSTEM, list, moment))).priceListId;
  const scheme: PriceScheme = { kind: 'per_unit', unitPrice: decimal(unitPrice) };
  const price = { priceListId, productId: product as never, validFromOn: moment.today, validToOn: null, scheme };
  await done((tx) => addPrice(tx, SYSTEM, price, moment));
  return code;
}
