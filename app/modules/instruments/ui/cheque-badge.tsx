import type { ReactNode } from 'react';
import { Badge, type Tone } from '#app/ui/badge.tsx';
import type { IconName } from '#app/ui/icon.tsx';
import type { InstrumentState } from '../types.ts';
import { CHEQUE_STATE_WORDS } from './cheque-words.ts';

const LOOKS: Readonly<Record<InstrumentState, { tone: Tone; icon: IconName }>> = {
  post_dated: { tone: 'violet', icon: 'calendar' },
  in_hand: { tone: 'info', icon: 'file' },
  banked: { tone: 'info', icon: 'bank' },
  cleared: { tone: 'positive', icon: 'check' },
  returned: { tone: 'danger', icon: 'back' },
  cancelled: { tone: 'neutral', icon: 'cross' },
};

/** Where a cheque stands; `after` adds a word: "Returned, call the customer". */
export function ChequeBadge({ state, after }: { state: InstrumentState; after?: ReactNode }) {
  return (
    <Badge {...LOOKS[state]}>
      {CHEQUE_STATE_WORDS[state]}
      {after}
    </Badge>
  );
}
