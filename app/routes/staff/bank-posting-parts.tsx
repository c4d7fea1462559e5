import { Form } from 'react-router';
import type { ClassRow, PostingChoice } from '#app/modules/banking/queries/own-evidence.server.ts';
import { classWords, countWords, ppmWords } from '#app/modules/banking/ui/class-words.ts';
import type { FormRefusal } from '#app/platform/http/form.server.ts';
import { Badge } from '#app/ui/badge.tsx';
import { Button, ButtonRow } from '#app/ui/button.tsx';
import { RadioGroup } from '#app/ui/choices.tsx';
import { DataTable } from '#app/ui/data-table.tsx';
import { InstantText } from '#app/ui/date-text.tsx';
import { FormStack, TextInput } from '#app/ui/inputs.tsx';
import { useLocale } from '#app/ui/locale.tsx';
import { Panel } from '#app/ui/panel.tsx';

type ClassTableProps = { choice: PostingChoice; classes: readonly ClassRow[]; zone: string };

/** Which exact suggestions are posted without a person, and what the others are missing. */
export function ClassTable({ choice, classes, zone }: ClassTableProps) {
  const locale = useLocale();
  const open = classes.filter(({ answer }) => answer.may).length;
  return (
    <Panel
      title={
        choice.postsAlone
          ? `Posted without a person: ${countWords(open, locale)} of ${countWords(classes.length, locale)} kinds of exact match`
          : 'Nothing is posted without a person'
      }
      aside={
        choice.madeAt && (
          <>
            {choice.madeByName}, <InstantText at={choice.madeAt} zone={zone} />
          </>
        )
      }
      foot={`“At least” is the share that is right by the lower 95 % bound; it must reach ${ppmWords(choice.precisionPpm)}. A line counts once, and is wrong for good once it was undone or explained otherwise. Our own count decides as soon as it has a mistake or 300 lines; before that the shipped set of made banks speaks. An amount alone is never posted.`}
    >
      <DataTable
        caption="Kinds of exact match"
        rows={classes}
        rowKey={({ evidenceClass }) => evidenceClass}
        columns={[
          { key: 'class', head: 'What speaks for it', rowHeader: true, cell: (row) => classWords(row.evidenceClass) },
          { key: 'own', head: 'Confirmed here', numeric: true, cell: (row) => confirmedWords(row, locale) },
          {
            key: 'bound',
            head: 'Here at least',
            numeric: true,
            cell: (row) => boundWords(row.own.total, row.ownBoundPpm),
          },
          {
            key: 'shipped',
            head: 'Shipped set at least',
            numeric: true,
            cell: (row) => boundWords(row.shippedBoundPpm, row.shippedBoundPpm),
          },
          {
            key: 'may',
            head: 'Without a person',
            nowrap: true,
            cell: (row) => <May row={row} isOn={choice.postsAlone} />,
          },
        ]}
      />
    </Panel>
  );
}

const boundWords = (seen: number, ppm: number): string => (seen === 0 ? 'Not counted' : ppmWords(ppm));

function confirmedWords({ own, neededTotal }: ClassRow, locale: string): string {
  const wrong = own.total - own.right;
  const seen =
    neededTotal === null || own.total >= neededTotal
      ? countWords(own.total, locale)
      : `${countWords(own.total, locale)} of ${countWords(neededTotal, locale)}`;
  return wrong === 0 ? seen : `${seen}, ${countWords(wrong, locale)} wrong`;
}

function May({ row: { answer }, isOn }: { row: ClassRow; isOn: boolean }) {
  if (!answer.may) return <>{answer.why === 'too-often-wrong' ? 'No: too often wrong' : 'No: too few confirmed'}</>;
  const by = answer.from === 'own-history' ? 'by our own count' : 'by the shipped set';
  return isOn ? (
    <Badge tone="positive" icon="check">
      Yes, {by}
    </Badge>
  ) : (
    <>Would be, {by}</>
  );
}

/** Whether anything is posted without a person, and how sure that has to be. */
export function PostingForm({ choice, result }: { choice: PostingChoice; result: FormRefusal | undefined }) {
  const typed = (name: string) => result?.values[name] as string | undefined;
  const error = (name: string) => result?.fieldErrors[name];
  return (
    <Panel title="Choose what is posted without a person" pad id="posting">
      <Form method="post" noValidate>
        <FormStack>
          <RadioGroup
            name="postsAlone"
            label="After an import"
            defaultValue={typed('postsAlone') ?? (choice.postsAlone ? 'yes' : 'no')}
            choices={[
              { value: 'no', label: 'Every line waits for a person' },
              {
                value: 'yes',
                label: 'Exact matches are posted by themselves',
                hint: 'Only kinds that were right often enough, and rules you ticked. Each can be undone.',
              },
            ]}
            error={error('postsAlone')}
          />
          <TextInput
            name="precision"
            label="Right at least, in per cent"
            hint="From 99 to 99.999. With no mistake, 99.9 takes 2,995 confirmed lines of a kind."
            size="short"
            inputMode="decimal"
            defaultValue={typed('precision') ?? String(choice.precisionPpm / 10_000)}
            error={error('precision')}
          />
          <TextInput name="reason" label="Why this choice" defaultValue={typed('reason')} error={error('reason')} />
          <ButtonRow>
            <Button name="intent" value="posting" busy="Keeping…">
              Keep this choice
            </Button>
          </ButtonRow>
        </FormStack>
      </Form>
    </Panel>
  );
}
