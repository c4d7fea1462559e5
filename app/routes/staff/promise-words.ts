import { formatDate } from '#app/kernel/format-date.ts';
import { formatMoney } from '#app/kernel/format-money.ts';
import { money } from '#app/kernel/money.ts';
import type { PromiseRefusal, PromiseRow, PromiseSource, PromiseState, Tone } from '#app/modules/collections/types.ts';
import type { BadgeContent } from '#app/ui/badge.tsx';

export const SOURCE_NAMES: Readonly<Record<PromiseSource, string>> = {
  portal: 'On the portal',
  phone: 'By phone',
  email: 'By e-mail',
  letter: 'By letter',
  visit: 'In person',
};

export const TONE_NAMES: Readonly<Record<Tone, string>> = {
  coming: 'Coming up',
  friendly: 'Friendly',
  firm: 'Firm',
  last: 'Last',
};

const STATES: Readonly<Record<PromiseState, BadgeContent>> = {
  open: { tone: 'info', icon: 'clock', text: 'Open' },
  kept: { tone: 'positive', icon: 'check', text: 'Kept' },
  part_kept: { tone: 'warn', icon: 'half', text: 'Part-kept' },
  broken: { tone: 'danger', icon: 'cross', text: 'Broken' },
  withdrawn: { tone: 'neutral', icon: 'slash', text: 'Withdrawn' },
};
export const promiseBadge = ({ state }: Pick<PromiseRow, 'state'>): BadgeContent => STATES[state];

type Trouble = { readonly field: 'amount' | 'promisedOn' | null; readonly text: string };

/** Why a promise was not taken, and where to say so. */
export function promiseTrouble(
  refusal: PromiseRefusal,
  currency: Parameters<typeof money>[1],
  locale: string,
): Trouble {
  switch (refusal.code) {
    case 'past':
      return { field: 'promisedOn', text: 'Choose today or a later day.' };
    case 'too-far':
      return { field: 'promisedOn', text: `Choose a day up to ${formatDate(refusal.lastOn, locale)}.` };
    case 'more-than-owed':
      return {
        field: 'amount',
        text:
          refusal.owedMinor === 0n
            ? `Nothing is owed in ${currency}.`
            : `Only ${formatMoney(money(refusal.owedMinor, currency), locale)} is owed. Enter that or less.`,
      };
    case 'too-many':
      return { field: null, text: `More than ${refusal.allowed} promises in a quarter are not taken here.` };
    case 'one-stands':
      return { field: null, text: 'Their own promise still runs. Change that one instead.' };
    case 'not-open':
      return { field: null, text: 'This promise was decided or withdrawn meanwhile. Nothing was changed.' };
    case 'not-found':
      return { field: null, text: 'This promise is not there.' };
  }
}
