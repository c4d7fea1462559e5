import { type OpenItemId, parseId } from '#app/kernel/ids.ts';
import { findOpenItem } from '#app/modules/ledger/queries/find-item.server.ts';
import { staffDb } from '#app/platform/db/handles.server.ts';
import { foundOr404 } from './not-found.ts';

/** The open credit of an address; 404 where there is none, or nothing is left of it. */
export async function creditAt(itemId: string) {
  const id = parseId<OpenItemId>(itemId);
  const item = id && (await findOpenItem(staffDb(), id));
  return foundOr404(item && item.side === 'credit' && item, 'open credit');
}

export type OpenCredit = Awaited<ReturnType<typeof creditAt>>;
