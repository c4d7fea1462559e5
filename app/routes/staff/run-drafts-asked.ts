import { parseId } from '#app/kernel/ids.ts';
import type { DraftsWanted } from '#app/modules/billing-runs/queries/list-run-drafts.server.ts';
import { DRAFT_STATES, type DraftState, type LeftOutWhy } from '#app/modules/billing-runs/types.ts';
import { DRAFT_STATE_BADGES } from '#app/modules/billing-runs/ui/run-words.ts';
import { askedText } from './list-address.ts';

export const DRAFT_STATE_CHOICES = DRAFT_STATES.map((state) => ({
  value: state,
  label: DRAFT_STATE_BADGES[state].text,
}));

const WHYS: readonly string[] = ['zero', 'negative', 'by_hand', 'billed_meanwhile'];

/** The filter of a list of drafts, from its address; what cannot be read filters nothing. */
export function askedDrafts(url: URL): Omit<DraftsWanted, 'runId' | 'limit'> {
  const of = (name: string) => url.searchParams.get(name) ?? '';
  const state = DRAFT_STATES.find((each): each is DraftState => each === of('state'));
  const code = /^[a-z]+(-[a-z]+)*$/.test(of('code')) ? of('code') : undefined;
  const after = /^\d{1,9}$/.test(of('after')) ? Number(of('after')) : undefined;
  return {
    ...{ state, findingCode: code, after, search: askedText(url) || undefined },
    leftOutWhy: WHYS.includes(of('why')) ? (of('why') as LeftOutWhy) : undefined,
    customerId: parseId(of('customer')) ?? undefined,
  };
}
