import { type Sheet, sheetOf } from '#app/modules/documents/rules/sheet.ts';
import {
  ageingOf,
  columnsOf,
  knownOf,
  rowOf,
  type StatementView,
} from '#app/modules/documents/rules/statement-view.ts';
import { type Voice, voiceOf } from '#app/modules/documents/rules/voice.ts';
import type { GroupAccount, GroupStatementDocument } from '#app/modules/documents/types.ts';

type Movements = Pick<StatementView, 'columns' | 'opening' | 'rows' | 'empty' | 'closing'>;

export type GroupStatementView = Sheet & {
  known: string | null;
  parts: {
    currency: string;
    accounts: ({ heading: string; number: string } & Movements)[];
    total: { heading: string } & Pick<StatementView, 'opening' | 'closing' | 'ageing'>;
  }[];
};

/** A group's statement in the words of its parent. Each currency stands by itself; nothing is added up here. */
export function groupStatementView(statement: GroupStatementDocument): GroupStatementView {
  const { locale, parts, from, to } = statement;
  const voice = voiceOf(locale, parts[0]?.currency ?? 'GBP');
  const { say } = voice;
  const closings = parts.map((part) => voiceOf(locale, part.currency).money(part.closing));
  return {
    ...sheetOf(voice, {
      ...statement,
      document: say('groupStatement'),
      number: statement.form === 'open-item' ? voice.date(to) : voice.range(from, to),
      date: to,
      ...{ banner: null, taxName: null, facts: [] },
      figure: { label: say('closing', { date: voice.date(to) }), amount: closings.join(' · '), note: null },
    }),
    known: statement.known && knownOf(voice, statement.known),
    parts: parts.map((part) => {
      const own = voiceOf(locale, part.currency);
      return {
        currency: part.currency,
        accounts: part.accounts.map((account) => accountOf(own, account, statement)),
        total: {
          heading: say('groupTotal', { currency: part.currency }),
          opening: statement.form === 'open-item' ? null : openingOf(own, part, from),
          closing: closingOf(own, part, to),
          ageing: ageingOf(own, part.ageing),
        },
      };
    }),
  };
}

const openingOf = (voice: Voice, { opening }: Pick<GroupAccount, 'opening'>, from: string) => ({
  label: voice.say('opening', { date: voice.date(from) }),
  balance: voice.money(opening),
});

const closingOf = (voice: Voice, { closing }: Pick<GroupAccount, 'closing'>, to: string) => ({
  label: voice.say('closing', { date: voice.date(to) }),
  balance: voice.money(closing),
});

function accountOf(voice: Voice, account: GroupAccount, { from, to, form }: GroupStatementDocument) {
  const { say } = voice;
  const isOpenItem = form === 'open-item';
  return {
    heading: voice.text(account.name),
    number: `${say('account')} ${voice.text(account.accountNumber)}`,
    columns: columnsOf(voice, { form }),
    opening: isOpenItem ? null : openingOf(voice, account, from),
    rows: account.rows.map((row) => rowOf(voice, row)),
    empty: account.rows.length === 0 ? say(isOpenItem ? 'nothingOpen' : 'noMovement') : null,
    closing: closingOf(voice, account, to),
  };
}
