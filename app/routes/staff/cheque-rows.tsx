import type { ChequesWaiting } from '#app/modules/instruments/queries/cheques-waiting.server.ts';
import { DateText } from '#app/ui/date-text.tsx';
import type { WorkRow } from '#app/ui/work-list.tsx';

const cheques = (n: number) => (n === 1 ? '1 cheque' : `${n} cheques`);

/** What cheques ask for today: each row leads to the list whose length it shows. */
export function chequeRows(waiting: ChequesWaiting): WorkRow[] {
  const row = (key: keyof ChequesWaiting, view: string, title: string, detail: string, verb: string): WorkRow => {
    const { count, since } = waiting[key];
    const age = since ? (
      <>
        {key === 'toFollowUp' ? 'since' : key === 'mayBeBanked' ? 'dated' : 'due'} <DateText date={since} />
      </>
    ) : undefined;
    const to = `/staff/cheques?view=${view}`;
    return { key: `cheques-${key}`, count, to, title, detail, age, action: `${verb} ${cheques(count)}` };
  };
  return [
    row('late', 'late', 'Cheques late for the bank', 'Two working days from receipt are over', 'Bank'),
    row('toBank', 'to_bank', 'Cheques to bank today', 'Due by the next working day', 'Bank'),
    row(
      'mayBeBanked',
      'post_dated',
      'Post-dated cheques whose day has come',
      'Confirm that they may be banked',
      'Confirm',
    ),
    row('toFollowUp', 'returned', 'Cheques returned', 'Call the customer: the invoices are open again', 'Call about'),
  ];
}
