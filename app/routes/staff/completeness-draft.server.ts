import type { PlainDate } from '#app/kernel/plain-date.ts';
import type { StartPreviewInput } from '#app/modules/billing-runs/types.ts';
import type { Unbilled } from '#app/modules/usage/queries/unbilled.server.ts';

/** A run over exactly the customers, products and cycles of what is due; null when nothing is. */
export function draftingOf(chosen: readonly Unbilled[], today: PlainDate): StartPreviewInput | null {
  const due = chosen.filter(({ isDue }) => isDue);
  if (due.length === 0) return null;
  return {
    name: `Not billed by ${today}`,
    cutOffOn: today,
    documentOn: today,
    cycles: [...new Set(due.map(({ cycle }) => cycle))],
    filter: {
      customerIds: [...new Set(due.map(({ customerId }) => customerId))],
      productIds: [...new Set(due.map(({ productId }) => productId))],
    },
    reviewNeeded: false,
  };
}
