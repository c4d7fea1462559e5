import { Form, Link } from 'react-router';
import { money } from '#app/kernel/money.ts';
import type { ReminderRow } from '#app/modules/collections/queries/list-reminders.server.ts';
import { Badge, type BadgeContent } from '#app/ui/badge.tsx';
import { Button } from '#app/ui/button.tsx';
import { DataTable } from '#app/ui/data-table.tsx';
import { DateText, InstantText } from '#app/ui/date-text.tsx';
import { Disclosure } from '#app/ui/disclosure.tsx';
import { FormStack, TextInput } from '#app/ui/inputs.tsx';
import { MoneyText } from '#app/ui/money-text.tsx';
import { NameText } from './name-text.tsx';
import { TONE_NAMES } from './promise-words.ts';

const FATES: Readonly<Record<string, BadgeContent>> = {
  queued: { tone: 'info', icon: 'clock', text: 'Waiting' },
  waiting: { tone: 'info', icon: 'clock', text: 'Waiting' },
  printed: { tone: 'info', icon: 'file', text: 'Printed' },
  sent: { tone: 'info', icon: 'arrow', text: 'Sent' },
  delivered: { tone: 'positive', icon: 'check', text: 'Delivered' },
  bounced: { tone: 'danger', icon: 'mail', text: 'Did not arrive' },
  failed: { tone: 'danger', icon: 'mail', text: 'Not sent' },
  suppressed: { tone: 'warn', icon: 'pause', text: 'Kept back' },
  held: { tone: 'neutral', icon: 'pause', text: 'Held' },
};

type TableProps = {
  rows: readonly ReminderRow[];
  caption: string;
  zone: string;
  now: Date;
  mayHold: boolean;
  errors: Record<string, string[]>;
};

/** Reminders with what is asked, in which tone, and what became of each. */
export function ReminderTable({ rows, caption, zone, now, mayHold, errors }: TableProps) {
  const waits = (row: ReminderRow) => mayHold && row.fate === 'queued' && row.leavesAt > now;
  return (
    <DataTable
      caption={caption}
      rows={rows}
      rowKey={({ id }) => id}
      columns={[
        {
          key: 'customer',
          head: 'Customer',
          rowHeader: true,
          cell: (row) => (
            <Link className="quiet-link" to={`/staff/customers/${row.customerId}/promises`}>
              <NameText text={row.customerName} />
            </Link>
          ),
        },
        { key: 'day', head: 'Day', cell: (row) => <DateText date={row.remindedOn} weekday /> },
        { key: 'tone', head: 'Tone', cell: (row) => TONE_NAMES[row.tone] },
        {
          key: 'asked',
          head: 'Asks for',
          numeric: true,
          cell: (row) => (
            <>
              <MoneyText money={money(row.askedMinor, row.currency)} style="code" />
              <span className="under">{row.items === 1 ? '1 document' : `${row.items} documents`}</span>
            </>
          ),
        },
        {
          key: 'fate',
          head: 'What became of it',
          cell: (row) => {
            const { tone, icon, text } = FATES[row.fate] ?? FATES.waiting!;
            return (
              <>
                <Badge tone={tone} icon={icon}>
                  {text}
                </Badge>
                {row.fate === 'queued' && (
                  <span className="under">
                    leaves at <InstantText at={row.leavesAt} zone={zone} show="time" />
                  </span>
                )}
                {row.reason && row.fate !== 'queued' && (
                  <span className="under">
                    <NameText text={row.reason} />
                  </span>
                )}
              </>
            );
          },
        },
        ...(rows.some(waits)
          ? [
              {
                key: 'do',
                head: 'Do',
                cell: (row: ReminderRow) => (waits(row) ? <Hold row={row} errors={errors} /> : null),
              },
            ]
          : []),
      ]}
    />
  );
}

function Hold({ row, errors }: { row: ReminderRow; errors: Record<string, string[]> }) {
  const field = `reason-${row.id}`;
  return (
    <Disclosure shut="Hold" startOpen={errors[field] !== undefined}>
      <Form method="post" noValidate>
        <input type="hidden" name="id" value={row.id} />
        <FormStack>
          <TextInput name={field} label={`Why hold it, ${row.customerName}`} error={errors[field]} maxLength={500} />
          <Button small busy="Saving…">
            Hold reminder
          </Button>
        </FormStack>
      </Form>
    </Disclosure>
  );
}
