import { currency } from '#app/kernel/money.ts';
import type { PlainDate } from '#app/kernel/plain-date.ts';
import type { WorkingCalendar } from '#app/kernel/working-days.ts';
import type { ReadDb } from '#app/platform/db/transaction.server.ts';
import type { NoticeInput } from '../commands/notice-collection.server.ts';
import { isNoticeDue, planCollections } from '../rules/plan-collections.ts';
import { accountsToCollect } from './accounts-to-collect.server.ts';

export type Planned = NoticeInput & { readonly isNoticeDue: boolean; readonly numbers: ReadonlyMap<string, string> };

/** What the rules of some customers would take next and was not announced yet, with whether the notice is to leave today. */
export async function plannedCollections(
  db: ReadDb,
  of: { readonly customerIds: readonly string[]; readonly today: PlainDate; readonly calendar: WorkingCalendar },
): Promise<Planned[]> {
  const { today, calendar } = of;
  return (await accountsToCollect(db, of)).flatMap((account) =>
    planCollections(account.rules, account, { today, calendar }).map((planned) => {
      const rule = account.rules.find(({ id }) => id === planned.ruleId)!;
      return {
        ...{ customerId: account.customerId, currency: currency(account.currency), rule, planned },
        ...{
          isNoticeDue: isNoticeDue(planned, rule, today),
          numbers: new Map(account.items.map((item) => [item.itemId, item.number])),
        },
      };
    }),
  );
}
