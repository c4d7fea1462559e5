import type { ProductFacts } from '../types.ts';

/** What may change of a product, as its row has it. */
export const productColumns = (product: Omit<ProductFacts, 'code'>) => ({
  name: product.name.trim(),
  description: product.description.trim(),
  unit_code: product.unitCode,
  tax_code: product.taxCode,
  account_code: product.accountCode,
  valid_from_on: product.validFromOn,
  valid_to_on: product.validToOn,
});
