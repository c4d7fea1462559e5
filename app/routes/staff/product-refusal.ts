import type { ProductRefusal } from '#app/modules/catalog/types.ts';
import type { FormRefusal } from '#app/platform/http/form.server.ts';

/** What a refusal of the product commands says at the form. */
export function productRefusal(refusal: ProductRefusal, values: Record<string, string>): FormRefusal {
  const at = (name: string, text: string) => ({ fieldErrors: { [name]: [text] }, formErrors: [], values });
  switch (refusal.code) {
    case 'code-taken':
      return at('code', `${refusal.productCode} is the code of another product. Choose another code.`);
    case 'unknown-unit':
      return at('unitCode', 'This unit is not there any more. Choose another.');
    case 'unit-in-use':
      return at(
        'unitCode',
        'Usage of it was recorded in the unit it has, which therefore stays. Add another product for another unit.',
      );
    case 'unknown-tax':
      return at('taxCode', 'This tax is not there any more. Choose another.');
    case 'not-an-income-account':
      return at('accountCode', 'This account is not for income. Choose another.');
    case 'ends-before-it-begins':
      return at(
        'validToOn',
        'This is before the first day it is sold. Choose that day or a later one, or leave this empty.',
      );
    case 'unknown-product':
      return { fieldErrors: {}, formErrors: ['This product is not there any more. Reload the page.'], values };
  }
}
