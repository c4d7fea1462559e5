import { invalidRequest } from './api-error.ts';
import { freshBalanceTransaction } from './balance.ts';
import type { CreatedRange } from './parameters.ts';
import { all, find, type Kind, type Kinds, kindOfId, type World } from './world.ts';

const EXPANDABLE = new Set([
  'payment_intent',
  'latest_charge',
  'balance_transaction',
  'payment_method',
  'customer',
  'charge',
  'setup_intent',
  'source',
]); // prettier-ignore
const DEPTH_MAX = 4;

type Plain = Record<string, unknown>;

/** Replaces ids by the objects they name along `expand` paths. A path that leads nowhere known is refused. */
export function expanded(world: World, value: unknown, paths: readonly string[] | undefined): unknown {
  const result = structuredClone(value) as Plain;
  for (const path of paths ?? []) {
    const parts = path.split('.');
    if (parts.length > DEPTH_MAX)
      throw invalidRequest(`You cannot expand more than ${DEPTH_MAX} levels: ${path}`, { param: 'expand' });
    expandPath(world, result, parts, path);
  }
  return result;
}

function expandPath(world: World, holder: Plain, parts: readonly string[], path: string): void {
  const [part = '', ...rest] = parts;
  if (holder.object === 'list' && part === 'data') {
    for (const item of holder.data as Plain[]) expandPath(world, item, rest, path);
    return;
  }
  if (!EXPANDABLE.has(part) || !(part in holder))
    throw invalidRequest(`This property cannot be expanded (${path}).`, { param: 'expand' });
  const reference = holder[part];
  if (reference === null) return;
  if (typeof reference === 'string') {
    const kind = kindOfId(reference);
    const found = kind === undefined ? undefined : shown(world, kind, find(world, kind, reference));
    if (found === undefined) throw invalidRequest(`This property cannot be expanded (${path}).`, { param: 'expand' });
    holder[part] = found;
  }
  if (rest.length > 0) expandPath(world, holder[part] as Plain, rest, path);
}

/** The object as it is answered now; only balance transactions change by the clock alone. */
export function shown<K extends Kind>(world: World, kind: K, value: Kinds[K] | undefined): Kinds[K] | undefined {
  if (value === undefined || kind !== 'balance_transaction') return value;
  return freshBalanceTransaction(world, value as Kinds['balance_transaction']) as Kinds[K];
}

export type PageWish = {
  readonly limit: number | undefined;
  readonly starting_after: string | undefined;
  readonly ending_before: string | undefined;
  readonly created: CreatedRange | undefined;
};

/** A page of a list, newest first, in the vendor's envelope. */
export function listOf<K extends Kind>(
  world: World,
  kind: K,
  url: string,
  wish: PageWish,
  keep: (value: Kinds[K]) => boolean = () => true,
): unknown {
  if (wish.starting_after !== undefined && wish.ending_before !== undefined)
    throw invalidRequest('You cannot parametrize both starting_after and ending_before.', { param: 'starting_after' });
  const range = wish.created;
  const rows = all(world, kind, (row) => keep(row) && isWithin(row.created, range)).reverse();
  const limit = wish.limit ?? 10;
  let from = 0;
  let to = limit;
  if (wish.starting_after !== undefined) {
    from = positionOf(rows, wish.starting_after, 'starting_after') + 1;
    to = from + limit;
  }
  if (wish.ending_before !== undefined) {
    to = positionOf(rows, wish.ending_before, 'ending_before');
    from = Math.max(0, to - limit);
  }
  const hasMore = wish.ending_before === undefined ? to < rows.length : from > 0;
  return { object: 'list', data: rows.slice(from, to).map((row) => shown(world, kind, row)), has_more: hasMore, url };
}

function isWithin(created: number, range: CreatedRange | undefined): boolean {
  if (range === undefined) return true;
  return (
    (range.gt === undefined || created > range.gt) &&
    (range.gte === undefined || created >= range.gte) &&
    (range.lt === undefined || created < range.lt) &&
    (range.lte === undefined || created <= range.lte)
  );
}

function positionOf(rows: readonly { id: string }[], id: string, param: string): number {
  const position = rows.findIndex((row) => row.id === id);
  if (position < 0) throw invalidRequest(`No such object in this list: '${id}'`, { code: 'resource_missing', param });
  return position;
}
