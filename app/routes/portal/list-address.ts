import { parseId } from '#app/kernel/ids.ts';
import { type PlainDate, parsePlainDate } from '#app/kernel/plain-date.ts';

const SEARCH_CHARACTERS_MAX = 100;

/** A list's own address with some of its state changed; empty text takes a parameter away. Paging starts over. */
export function addressWith(url: URL, changes: Record<string, string | null>): string {
  const parameters = new URLSearchParams(url.searchParams);
  for (const name of ['after', 'before']) parameters.delete(name);
  for (const [name, value] of Object.entries(changes)) {
    if (value) parameters.set(name, value);
    else parameters.delete(name);
  }
  const query = parameters.toString();
  return query ? `${url.pathname}?${query}` : url.pathname;
}

export type Cursor = { on: PlainDate; id: string; direction: 'older' | 'newer' };

/** Where a list by date goes on: `after=2026-11-03~<id>` older rows, `before=` newer ones. Anything strange is page one. */
export function cursorOf(url: URL): Cursor | undefined {
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

/** Addresses of the neighbouring pages. */
export function neighbours(url: URL, page: { first?: Keyed; last?: Keyed; hasOlder: boolean; hasNewer: boolean }) {
  const key = ({ on, id }: Keyed) => `${on}~${id}`;
  return {
    previousHref: page.hasNewer && page.first ? addressWith(url, { before: key(page.first) }) : null,
    nextHref: page.hasOlder && page.last ? addressWith(url, { after: key(page.last) }) : null,
  };
}

/** What was searched for; longer text is cut. */
export const searchOf = (url: URL): string => (url.searchParams.get('q') ?? '').trim().slice(0, SEARCH_CHARACTERS_MAX);
