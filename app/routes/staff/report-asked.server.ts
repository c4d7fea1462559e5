import { type PlainDate, parsePlainDate } from '#app/kernel/plain-date.ts';
import { sealOrFind } from '#app/modules/ledger/commands/seal-or-find.server.ts';
import { noSuchSealWords } from '#app/modules/ledger/forms.ts';
import type { Seal } from '#app/modules/ledger/types.ts';
import { staffDb } from '#app/platform/db/handles.server.ts';

export type AskedReport = {
  /** Null where the address asks for a day or a seal that is none. */
  at: { asOf: PlainDate; knownAt: Seal } | null;
  asked: { asOf: string; known: string };
  fieldErrors: Record<string, string[]>;
  status: number;
};

/**
 * The two clocks of a report as its address says them: `asOf` (today unless said) and `known` (a new seal unless said, so
 * that what is shown can be shown again). Mistakes are answered beside their fields.
 */
export async function askedReport(url: URL, today: PlainDate): Promise<AskedReport> {
  const asked = { asOf: url.searchParams.get('asOf') || today, known: url.searchParams.get('known') ?? '' };
  const asOf = parsePlainDate(asked.asOf);
  if (!asOf.ok) return { at: null, asked, fieldErrors: { asOf: ['Enter a date like 2026-11-03.'] }, status: 422 };
  const seal = await sealOrFind(staffDb(), asked.known);
  if (!seal.ok) return { at: null, asked, fieldErrors: { known: [noSuchSealWords(seal.refusal)] }, status: 422 };
  return { at: { asOf: asOf.value, knownAt: seal.value }, asked, fieldErrors: {}, status: 200 };
}
