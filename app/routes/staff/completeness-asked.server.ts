import type { PlainDate } from '#app/kernel/plain-date.ts';
import { type Unbilled, unbilled } from '#app/modules/usage/queries/unbilled.server.ts';
import { staffDb } from '#app/platform/db/handles.server.ts';
import { AGES, COMPLETENESS_VIEWS, type CompletenessView } from './completeness-views.ts';
import { askedText, askedView } from './list-address.ts';

type AskedBoard = {
  readonly search: string;
  readonly minAge: number;
  readonly view: CompletenessView;
  /** All that is unbilled and as old as asked. */
  readonly open: readonly Unbilled[];
  /** What the view shows of it. */
  readonly chosen: readonly Unbilled[];
};

/** The board as its address asks for it; the same for what is shown and for what is drafted. */
export async function askedBoard(url: URL, today: PlainDate): Promise<AskedBoard> {
  const search = askedText(url);
  const minAge = Number(AGES.find((age) => age === url.searchParams.get('age')) ?? 0);
  const open = (await unbilled(staffDb(), { asOf: today, search })).filter(({ ageDays }) => ageDays >= minAge);
  const view = askedView(url, COMPLETENESS_VIEWS);
  const chosen = view === 'orders' ? [] : open.filter(({ isDue }) => view === 'unbilled' || isDue === (view === 'due'));
  return { search, minAge, view, open, chosen };
}
