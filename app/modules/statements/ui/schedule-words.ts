import type { Tone } from '#app/ui/badge.tsx';
import type { IconName } from '#app/ui/icon.tsx';
import type {
  StatementEvery,
  StatementForm,
  StatementRunState,
  StatementSchedule,
  StatementSendState,
} from '../types.ts';

export const WEEKDAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'] as const;
const LAST_DAY = 31;

/** `the 3rd`, `the last day`. */
export const dayOfMonthWords = (dayNo: number): string =>
  dayNo === LAST_DAY ? 'the last day' : `the ${dayNo}${endingOf(dayNo)}`;

function endingOf(dayNo: number): string {
  if (dayNo >= 11 && dayNo <= 13) return 'th';
  return ['th', 'st', 'nd', 'rd'][dayNo % 10] ?? 'th';
}

export const hourWords = (hourNo: number): string => `${String(hourNo).padStart(2, '0')}:00`;

/** `each Monday at 06:00`, `each month on the 1st at 06:00`. */
export const scheduleWords = ({ kind, dayNo, hourNo }: Pick<StatementSchedule, 'kind' | 'dayNo' | 'hourNo'>): string =>
  kind === 'monthly'
    ? `each month on ${dayOfMonthWords(dayNo)} at ${hourWords(hourNo)}`
    : `each ${WEEKDAYS[dayNo - 1]} at ${hourWords(hourNo)}`;

export const SCHEDULE_NAMES = {
  weekly: 'Weekly statements',
  monthly: 'Monthly statements',
  portfolio: 'Portfolio packs',
} as const;

export const EVERY_WORDS: Readonly<Record<StatementEvery, string>> = {
  off: 'Not by schedule',
  weekly: 'Weekly',
  monthly: 'Monthly',
};

export const FORM_WORDS: Readonly<Record<StatementForm, string>> = {
  balance_forward: 'Balance forward',
  open_item: 'Open items',
};

export const RUN_BADGES: Readonly<Record<StatementRunState, { tone: Tone; icon: IconName; text: string }>> = {
  running: { tone: 'info', icon: 'clock', text: 'Being made' },
  paused: { tone: 'warn', icon: 'pause', text: 'Paused' },
  cancelled: { tone: 'neutral', icon: 'slash', text: 'Cancelled' },
  done: { tone: 'positive', icon: 'check', text: 'Done' },
};

export const SEND_WORDS: Readonly<Record<StatementSendState, string>> = {
  waiting: 'Waiting',
  sent: 'Kept and sent',
  empty: 'Nothing to say',
  failed: 'Not made',
  cancelled: 'Cancelled',
};
