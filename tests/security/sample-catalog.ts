import { decimal } from '#app/kernel/decimal.ts';
import { currency } from '#app/kernel/money.ts';
import { addPrice } from '#app/modules/catalog/commands/add-price.server.ts';
import { addPriceList } from '#app/modules/catalog/commands/add-price-list.server.ts';
import { addProduct } from '#app/modules/catalog/commands/add-product.server.ts';
import type { Db } from '#app/platform/db/pools.server.ts';
import { inTransaction } from '#app/platform/db/transaction.server.ts';
import { CLERK, on } from '#tests/support/people.ts';

/** A product with a price in a list, for pages that show one. */
export async function aPricedProduct(db: Db, code = 'SAMPLE'): Promise<{ product: string; priceList: string }> {
  const day = on('2026-04-08');
  const product = await inTransaction(db, (tx) =>
    addProduct(
      tx,
      CLERK,
      {
        ...{ code, name: 'Fly ash, loaded', description: '', unitCode: 't', taxCode: 'S20', accountCode: '4010' },
        ...{ validFromOn: day.today, validToOn: null },
      },
      day,
    ),
  );
  const list = await inTransaction(db, (tx) =>
    addPriceList(tx, CLERK, { code, name: 'Sample list', currency: currency('GBP'), note: '', standard: false }, day),
  );
  if (!product.ok || !list.ok) throw new Error('The sample of the catalogue could not be made.');
  const { productId } = product.value;
  const { priceListId } = list.value;
  const scheme = { kind: 'per_unit', unitPrice: decimal('42') } as const;
  const price = { priceListId, productId, validFromOn: day.today, validToOn: null, scheme };
  const priced = await inTransaction(db, (tx) => addPrice(tx, CLERK, price, day));
  if (!priced.ok) throw new Error(priced.refusal.code);
  return { product: productId, priceList: priceListId };
}
