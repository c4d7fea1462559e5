/**
 * The modules in dependency order: each may import only modules that stand before it.
 *
 * The import rules (`.dependency-cruiser.mjs`) and the tests in `tests/architecture/` are generated from this array, so
 * that the order is written down once. A module may be listed before it exists; a folder in `app/modules/` that is not
 * listed is refused, because no order rule could see it. Something that must react *upwards* (a returned payment that
 * reopens a collection case) is a workflow, not an import.
 */
export const MODULE_ORDER = [
  'audit',
  'company',
  'customers',
  'auth',
  'help',
  'approvals',
  'ledger',
  'currencies',
  'files',
  'activity',
  'documents',
  'delivery',
  'inbox',
  'catalog',
  'contracts',
  'usage',
  'deferrals',
  'invoicing',
  'einvoices',
  'billing-runs',
  'payments',
  'autopay',
  'instruments',
  'banking',
  'remittances',
  'cash-application',
  'adjustments',
  'statements',
  'disputes',
  'credit',
  'payment-plans',
  'collections',
  'reports',
  'close',
] as const;

export type ModuleName = (typeof MODULE_ORDER)[number];
