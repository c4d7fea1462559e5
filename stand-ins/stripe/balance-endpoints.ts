import { expanded, listOf, shown } from './answers.ts';
import { makeManualPayout, payoutOf } from './balance.ts';
import type { Endpoint } from './endpoint.ts';
import type { FormTree } from './form-body.ts';
import {
  currencyCode,
  expand,
  integer,
  list,
  listParameters,
  metadata,
  oneOf,
  optional,
  readFields,
  text,
} from './parameters.ts';
import { mustFind, type World } from './world.ts';

function listBalance(world: World, form: FormTree): unknown {
  const wish = readFields(
    {
      ...listParameters,
      payout: optional(text()),
      source: optional(text()),
      type: optional(text()),
      currency: optional(currencyCode),
    },
    form,
  );
  const page = listOf(world, 'balance_transaction', '/v1/balance_transactions', wish, (row) => {
    if (wish.payout !== undefined && payoutOf(world, row.id) !== wish.payout) return false;
    if (wish.source !== undefined && row.source !== wish.source) return false;
    if (wish.currency !== undefined && row.currency !== wish.currency) return false;
    return wish.type === undefined || row.type === wish.type;
  });
  return expanded(world, page, wish.expand);
}

function createPayout(world: World, form: FormTree): unknown {
  const wish = readFields(
    {
      amount: integer({ min: 1 }),
      currency: currencyCode,
      description: optional(text(1_000)),
      metadata: optional(metadata),
      expand,
    },
    form,
  );
  const payout = makeManualPayout(world, {
    amount: wish.amount,
    currency: wish.currency,
    description: wish.description ?? null,
    metadata: wish.metadata ?? {},
  });
  return expanded(world, payout, wish.expand);
}

function listPayouts(world: World, form: FormTree): unknown {
  const status = oneOf('pending', 'in_transit', 'paid', 'failed', 'canceled');
  const wish = readFields({ ...listParameters, status: optional(status) }, form);
  const page = listOf(
    world,
    'payout',
    '/v1/payouts',
    wish,
    (row) => wish.status === undefined || row.status === wish.status,
  );
  return expanded(world, page, wish.expand);
}

function listEvents(world: World, form: FormTree): unknown {
  const wish = readFields({ ...listParameters, type: optional(text()), types: optional(list(text(), 20)) }, form);
  const page = listOf(world, 'event', '/v1/events', wish, (event) => {
    if (wish.types !== undefined && !wish.types.includes(event.type)) return false;
    return wish.type === undefined || matchesType(event.type, wish.type);
  });
  return expanded(world, page, wish.expand);
}

/** `charge.*` stands for every type that begins with `charge.`. */
const matchesType = (type: string, wanted: string) =>
  wanted.endsWith('*') ? type.startsWith(wanted.slice(0, -1)) : type === wanted;

const retrieve =
  (kind: 'balance_transaction' | 'payout' | 'event' | 'dispute'): Endpoint['serve'] =>
  (world, form, id) =>
    expanded(world, shown(world, kind, mustFind(world, kind, id)), readFields({ expand }, form).expand);

export const balanceEndpoints: readonly Endpoint[] = [
  { method: 'GET', path: '/v1/balance_transactions', serve: listBalance },
  { method: 'GET', path: '/v1/balance_transactions/:id', serve: retrieve('balance_transaction') },
  { method: 'POST', path: '/v1/payouts', serve: createPayout },
  { method: 'GET', path: '/v1/payouts', serve: listPayouts },
  { method: 'GET', path: '/v1/payouts/:id', serve: retrieve('payout') },
  { method: 'GET', path: '/v1/events', serve: listEvents },
  { method: 'GET', path: '/v1/events/:id', serve: retrieve('event') },
  { method: 'GET', path: '/v1/disputes/:id', serve: retrieve('dispute') },
];
