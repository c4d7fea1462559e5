import { parseId } from '#app/kernel/ids.ts';
import { type PlainDate, parsePlainDate } from '#app/kernel/plain-date.ts';

/** The list's own address with some of its state changed; empty text takes a parameter away. The page starts over. */
export function addressWith(url: URL, changes: Record<string, string | null | undefined>): string {
  const parameters = new URLSearchParams(url.searchParams);
  for (const name of ['after', 'before']) parameters.delete(name);
  for (const [name, value] of Object.entries(changes)) {
    if (value) parameters.set(name, value);
    else parameters.delete(name);
  }
  const query = parameters.toString();
  return query ? `${url.pathname}?${query}` : url.pathname;
}

export type DatedCursor = { on: PlainDate; id: string; direction: 'older' | 'newer' };

/** Where a list by date goes on: `after=2026-11-03~<id>` older rows, `before=` newer ones. Anything strange is page one. */
export function datedCursor(url: URL): DatedCursor | undefined {
  for (const [name, direction] of [
    ['after', 'older'],
    ['before', 'newer'],
  ] as const) {
    const [date = '', key] = (url.searchParams.get(name) ?? '').split('~');
    const on = parsePlainDate(date);
    const id = parseId(key);
    if (on.ok && id) return { on: on.value, id, direction };
  }
  return undefined;
}

type Keyed = { on: PlainDate; id: string };

/** Addresses of the neighbouring pages of a list by date. */
export function datedNeighbours(
  url: URL,
  page: { first?: Keyed; last?: Keyed; hasOlder: boolean; hasNewer: boolean },
): { previousHref: string | null; nextHref: string | null } {
  const key = ({ on, id }: Keyed) => `${on}~${id}`;
  return {
    previousHref: page.hasNewer && page.first ? addressWith(url, { before: key(page.first) }) : null,
    nextHref: page.hasOlder && page.last ? addressWith(url, { after: key(page.last) }) : null,
  };
}

/** What was asked for, at most 200 characters of it. */
export const askedText = (url: URL, name = 'q'): string => (url.searchParams.get(name) ?? '').trim().slice(0, 200);

/** One of the known views, else the first. */
export const askedView = <View extends string>(url: URL, views: readonly View[], name = 'view'): View =>
  views.find((view) => view === url.searchParams.get(name)) ?? views[0]!;

/** Rows of an exported list are read in pages of this many. */
export const EXPORT_PAGE = 200;
/** An export longer than this is for a job, not for a click. */
export const EXPORT_ROWS_MAX = 50_000;
