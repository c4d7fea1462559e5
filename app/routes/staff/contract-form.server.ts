import type { PlainDate } from '#app/kernel/plain-date.ts';
import type { Result } from '#app/kernel/result.ts';
import { listPriceLists } from '#app/modules/catalog/queries/list-price-lists.server.ts';
import { listProducts } from '#app/modules/catalog/queries/list-products.server.ts';
import { listTaxCategories } from '#app/modules/company/queries/list-tax-categories.server.ts';
import { contractForm, type FormPlaces, type ReadContract } from '#app/modules/contracts/forms.ts';
import { sitesOf } from '#app/modules/contracts/queries/get-contract.server.ts';
import type { ContractFault, ContractRefusal } from '#app/modules/contracts/types.ts';
import { PROBLEM_FIELDS, problemWords } from '#app/modules/contracts/ui/contract-words.ts';
import { listRevenueAccounts } from '#app/modules/invoicing/queries/list-revenue-accounts.server.ts';
import { staffDb } from '#app/platform/db/handles.server.ts';
import { type FormRefusal, formRefusal, parseFields } from '#app/platform/http/form.server.ts';

type Fields = [string, string][];
const PRODUCTS_MAX = 500;

export const readContract = (fields: Fields): Result<ReadContract, FormRefusal> => parseFields(fields, contractForm);

/** What the selects of the form offer: products on sale, price lists, the customer's sites, taxes and accounts. */
export async function contractChoices(customerId: string, today: PlainDate) {
  const db = staffDb();
  const [products, lists, sites, taxes, accounts] = await Promise.all([
    listProducts(db, { on: today, view: 'all', limit: PRODUCTS_MAX }),
    listPriceLists(db, today),
    sitesOf(db, customerId),
    listTaxCategories(db),
    listRevenueAccounts(db),
  ]);
  return {
    products: products.rows.map(({ id, code, name, unitCode }) => ({
      value: id,
      label: `${name} (${code}), ${unitCode}`,
    })),
    priceLists: lists.map(({ id, name, currency }) => ({ value: id, label: `${name}, ${currency}` })),
    sites: sites.map(({ id, code, name }) => ({ value: id, label: `${code} ${name}` })),
    taxes: taxes.map(({ code, name }) => ({ value: code, label: name })),
    accounts: accounts.map(({ code, name }) => ({ value: code, label: `${code} ${name}` })),
  };
}
export type ContractChoices = Awaited<ReturnType<typeof contractChoices>>;

type Said = { places: FormPlaces; fields: Fields; locale: string };

/** What a refusal says, each fault at the field it is about. */
export function contractWords(refusal: ContractRefusal, said: Said): FormRefusal {
  const values = Object.fromEntries(said.fields);
  const whole = (text: string) => formRefusal({ formErrors: [text], values });
  switch (refusal.code) {
    case 'faults':
      return faultWords(refusal.faults, said);
    case 'version-waiting':
      return whole(
        `A change${refusal.byName ? ` by ${refusal.byName}` : ''} waits to be decided. Let it be approved or sent back first.`,
      );
    case 'nothing-changed':
      return whole('Nothing was changed. Change something, or leave the contract as it is.');
    case 'customer-unknown':
      return whole('This customer does not exist any more, or was archived. Choose another.');
    default:
      return whole('This contract cannot be changed now. Reload the page.');
  }
}

function faultWords(faults: readonly ContractFault[], { places, fields, locale }: Said): FormRefusal {
  const refusal = formRefusal({ values: Object.fromEntries(fields) });
  for (const { line, lineNo, price, problem } of faults) {
    const place = line === null ? undefined : places[line - 1];
    const words = problemWords(problem, locale);
    const field = PROBLEM_FIELDS[problem.code];
    if (line === null && lineNo !== null) refusal.formErrors.push(`Line ${lineNo}, left out: ${words}`);
    else if (line === null) push(refusal, problem.code === 'no-lines' ? 'lines[0].productId' : field, words);
    else if (!place) refusal.formErrors.push(words);
    else if (price === null) push(refusal, `lines[${place.index}].${field}`, `Line ${place.index + 1}: ${words}`);
    else {
      const at = `lines[${place.index}].prices[${place.prices[price - 1] ?? 0}].${field === 'endsOn' ? 'validToOn' : field}`;
      push(refusal, at, `Line ${place.index + 1}: ${words}`);
    }
  }
  return refusal;
}

function push(refusal: FormRefusal, name: string, text: string): void {
  refusal.fieldErrors[name] = [...(refusal.fieldErrors[name] ?? []), text];
}
