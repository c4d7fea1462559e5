import { type Currency, money } from '#app/kernel/money.ts';
import type { PlainDate } from '#app/kernel/plain-date.ts';
import type { BankStatementView } from '#app/modules/banking/queries/statements.server.ts';
import type { BankImportState } from '#app/modules/banking/types.ts';
import type { BadgeContent } from '#app/ui/badge.tsx';
import { DateText } from '#app/ui/date-text.tsx';
import { MoneyText } from '#app/ui/money-text.tsx';

export const IMPORT_BADGES: Readonly<Record<BankImportState, BadgeContent>> = {
  reading: { tone: 'info', icon: 'ring', text: 'Being read' },
  ready: { tone: 'warn', icon: 'clock', text: 'Not imported yet' },
  storing: { tone: 'info', icon: 'ring', text: 'Being imported' },
  stored: { tone: 'positive', icon: 'check', text: 'Imported' },
  undone: { tone: 'neutral', icon: 'back', text: 'Undone' },
  refused: { tone: 'warn', icon: 'block', text: 'Not read' },
};

export function PeriodText({ fromOn, toOn }: { fromOn: PlainDate | null; toOn: PlainDate | null }) {
  if (!fromOn || !toOn) return <>no days given</>;
  if (fromOn === toOn) return <DateText date={fromOn} />;
  return (
    <>
      <DateText date={fromOn} /> to <DateText date={toOn} />
    </>
  );
}

/** What is missing before a statement, in a sentence. */
export function GapText({ gap, currency }: { gap: NonNullable<BankStatementView['gap']>; currency: Currency }) {
  if (gap.kind === 'days')
    return (
      <>
        Nothing came for <PeriodText {...gap} />.
      </>
    );
  return (
    <>
      The statement before ended with <MoneyText money={money(gap.endedMinor, currency)} style="code" />, this one
      begins with <MoneyText money={money(gap.beginsMinor, currency)} style="code" />. One between them is missing.
    </>
  );
}
