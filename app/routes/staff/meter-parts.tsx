import type { MeterListed, ReadingShown } from '#app/modules/usage/queries/meters.server.ts';
import { Badge } from '#app/ui/badge.tsx';
import { DataTable } from '#app/ui/data-table.tsx';
import { DateText } from '#app/ui/date-text.tsx';
import { TextInput } from '#app/ui/inputs.tsx';
import { Panel } from '#app/ui/panel.tsx';
import { NameText } from './name-text.tsx';
import { quantityText } from './usage-words.tsx';

export function MeterState({ meter }: { meter: Pick<MeterListed, 'endedOn' | 'lastKind'> }) {
  if (meter.endedOn)
    return (
      <Badge tone="neutral" icon="check">
        Taken out
      </Badge>
    );
  return meter.lastKind === 'estimate' ? (
    <Badge tone="warn" icon="clock">
      Estimated
    </Badge>
  ) : (
    <Badge tone="positive" icon="check">
      Read
    </Badge>
  );
}

export function Readings({ readings, unit }: { readings: readonly ReadingShown[]; unit: string }) {
  return (
    <Panel title="Readings">
      <DataTable
        caption="Readings, newest first, and what each counts"
        rows={readings}
        rowKey={({ id }) => id}
        columns={[
          { key: 'on', head: 'Day', rowHeader: true, nowrap: true, cell: ({ readOn }) => <DateText date={readOn} /> },
          { key: 'value', head: 'Dial', numeric: true, cell: ({ value }) => value },
          {
            key: 'kind',
            head: 'How',
            cell: ({ kind, isReplaced }) =>
              isReplaced ? (
                <Badge tone="neutral" icon="slash">
                  Replaced
                </Badge>
              ) : kind === 'actual' ? (
                'Read'
              ) : (
                'Estimated'
              ),
          },
          { key: 'used', head: 'Counts', numeric: true, nowrap: true, cell: ({ used }) => quantityText(used, unit) },
          { key: 'by', head: 'By', cell: ({ by }) => <NameText text={by} /> },
        ]}
      />
    </Panel>
  );
}

type Typed = { values: Readonly<Record<string, unknown>>; errors?: Readonly<Record<string, string[]>> | undefined };
const typed = (values: Typed['values'], name: string, otherwise = ''): string => String(values[name] ?? otherwise);

/** What is written on a meter, and what its dial showed when it was put in. */
export function DialFields({ values, errors }: Typed) {
  return (
    <>
      <TextInput
        name="code"
        label="Code on the meter"
        size="medium"
        error={errors?.code}
        defaultValue={typed(values, 'code')}
      />
      <TextInput
        name="digits"
        label="Digits of the dial"
        hint="Before the decimal mark. After all nines it begins again at zero."
        inputMode="numeric"
        size="short"
        error={errors?.digits}
        defaultValue={typed(values, 'digits', '6')}
      />
      <TextInput
        name="multiplier"
        label="Units for one step"
        hint="1 unless a transformer stands before the meter."
        inputMode="decimal"
        size="short"
        error={errors?.multiplier}
        defaultValue={typed(values, 'multiplier', '1')}
      />
      <TextInput
        name="firstValue"
        label="First reading"
        hint="Counting begins here."
        inputMode="decimal"
        size="short"
        error={errors?.firstValue}
        defaultValue={typed(values, 'firstValue')}
      />
    </>
  );
}

/** Words for what adding or changing a meter refuses, by field. */
export function meterFault(refusal: { code: string; text?: string }, readingField: string): Record<string, string[]> {
  const words: Readonly<Record<string, [string, string]>> = {
    'line-not-metered': ['lineId', 'This contract line is not billed by usage. Choose another.'],
    'code-taken': ['code', 'A meter with this code is there already. Check the plate.'],
    'bad-dial': ['multiplier', 'Use a number above 0 and below 1,000, with at most three decimals.'],
    'ended-already': ['changedOn', 'This meter was taken out already.'],
    'read-since': ['changedOn', 'This meter was read after that day. Choose a later one.'],
    'not-there': ['changedOn', 'This meter is not there.'],
  };
  const [field, text] = words[refusal.code] ?? [readingField, refusal.text ?? 'This could not be recorded.'];
  return { [field]: [text] };
}
