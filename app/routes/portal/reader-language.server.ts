import type { UserId } from '#app/kernel/ids.ts';
import { myself } from '#app/modules/auth/queries/my-data.server.ts';
import { getCustomer } from '#app/modules/customers/queries/get-customer.server.ts';
import { staffDb } from '#app/platform/db/handles.server.ts';
import type { Asker } from './dispute-asker.server.ts';

/** The language somebody reads, as their mails are written: the one they chose, else their customer's. A link has chosen none. */
export async function readerLanguage({ actor, customerId }: Pick<Asker, 'actor' | 'customerId'>): Promise<string> {
  const chosen = actor.kind === 'customer' && actor.id ? (await myself(staffDb(), actor.id as UserId)).language : null;
  return chosen ?? (await getCustomer(staffDb(), customerId))?.language ?? 'en';
}
