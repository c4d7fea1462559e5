import { type Currency, parseCurrency } from '#app/kernel/money.ts';
import type { PlainDate } from '#app/kernel/plain-date.ts';
import { ok, type Result, refuse } from '#app/kernel/result.ts';
import { sealOrFind } from '#app/modules/ledger/commands/seal-or-find.server.ts';
import { noSuchSealWords } from '#app/modules/ledger/forms.ts';
import type { Seal } from '#app/modules/ledger/types.ts';
import { type Period, readPeriod } from '#app/modules/statements/forms.ts';

/** The statement that is compared, and the two seals it is read at. */
export type AskedChanges = Period & {
  /** Null: the statement of the whole group, which has them all. */
  readonly currency: Currency | null;
  readonly before: Seal;
  readonly after: Seal;
};

/**
 * Reads from an address which statement is compared: `from`, `to`, `currency` or `group=yes`, `known` (the seal it was made
 * at) and `since` (another one; a new seal unless said). Answers a sentence and a status where one of them is none.
 */
export async function askedChanges(
  db: Parameters<typeof sealOrFind>[0],
  asked: URLSearchParams,
  today: PlainDate,
): Promise<Result<AskedChanges, { text: string; status: number }>> {
  const period = readPeriod({ from: asked.get('from'), to: asked.get('to') }, today);
  const isGroup = asked.get('group') === 'yes';
  const code = isGroup ? null : parseCurrency(asked.get('currency') ?? '');
  if (!period.ok || (!code && !isGroup) || !asked.get('known'))
    return refuse({ text: 'Open this page from a statement: it names the days and the seal.', status: 404 });
  const before = await sealOrFind(db, asked.get('known'));
  if (!before.ok) return refuse({ text: noSuchSealWords(before.refusal), status: 404 });
  const after = await sealOrFind(db, asked.get('since'));
  if (!after.ok) return refuse({ text: noSuchSealWords(after.refusal), status: 404 });
  if (after.value.sealNo < before.value.sealNo)
    return refuse({ text: 'The second seal is older than the first. Enter them the other way round.', status: 422 });
  return ok({ ...period.value, currency: code, before: before.value, after: after.value });
}
