import { Form, Link } from 'react-router';
import { money } from '#app/kernel/money.ts';
import type { AdviceLine, Remittance } from '#app/modules/remittances/types.ts';
import { Button, ButtonRow } from '#app/ui/button.tsx';
import { DataTable } from '#app/ui/data-table.tsx';
import { DateText } from '#app/ui/date-text.tsx';
import { Definition } from '#app/ui/definition.tsx';
import { EmptyState } from '#app/ui/empty-state.tsx';
import { MoneyText } from '#app/ui/money-text.tsx';
import { Panel } from '#app/ui/panel.tsx';
import { NameText } from './name-text.tsx';

type Candidate = AdviceLine & { readonly reasons: readonly string[] };
type Props = { advice: Remittance; lines: readonly Candidate[]; isReady: boolean; mayMatch: boolean };

/** The line the advice came with, or those it may have come with. */
export function AdviceLinePanel({ advice, lines, isReady, mayMatch }: Props) {
  if (advice.line) return <Standing advice={advice} line={advice.line} isReady={isReady} mayMatch={mayMatch} />;
  return (
    <Panel title="Lines of the bank with this amount">
      {lines.length === 0 ? (
        <div className="panel-pad">
          <EmptyState>
            No open line of the bank has this amount in {advice.currency} yet. The advice waits for it.
          </EmptyState>
        </div>
      ) : (
        <DataTable
          caption="Lines it may have come with, the best agreed first"
          rows={lines}
          rowKey={({ id }) => id}
          columns={[
            {
              key: 'on',
              head: 'Booked',
              rowHeader: true,
              nowrap: true,
              cell: (line) => <DateText date={line.bookedOn} />,
            },
            { key: 'payer', head: 'Payer', cell: (line) => <LineText line={line} /> },
            { key: 'why', head: 'What agrees', cell: (line) => line.reasons.join(', ') },
            { key: 'do', head: 'Do', headHidden: true, cell: (line) => mayMatch && <Attach line={line} /> },
          ]}
        />
      )}
    </Panel>
  );
}

const Attach = ({ line }: { line: AdviceLine }) => (
  <Form method="post">
    <input type="hidden" name="line" value={line.id} />
    <Button small variant="second" name="intent" value="attach" busy="Attaching…">
      Attach
      <span className="sr-only">
        {' '}
        to the line of <DateText date={line.bookedOn} /> from {line.partyName || line.text}
      </span>
    </Button>
  </Form>
);

const LineText = ({ line }: { line: AdviceLine }) => (
  <>
    <NameText text={line.partyName || 'No name'} />
    <span className="under wrap-anywhere">{line.text}</span>
  </>
);

type StandingProps = Omit<Props, 'lines'> & { line: AdviceLine };

function Standing({ advice, line, isReady, mayMatch }: StandingProps) {
  const isExplained = line.state === 'explained';
  return (
    <Panel title={isExplained ? 'The line of the bank is explained' : 'Stands with a line of the bank'} pad>
      <Definition
        facts={[
          { label: 'Booked', value: <DateText date={line.bookedOn} /> },
          { label: 'Amount', value: <MoneyText money={money(line.amountMinor, advice.currency)} style="code" /> },
          { label: 'Payer', value: <LineText line={line} /> },
          { label: 'Line', value: <Link to={`/staff/bank/lines/${line.id}`}>Look at the line</Link> },
        ]}
      />
      {mayMatch && !isExplained && (
        <Form method="post">
          <ButtonRow>
            {isReady && (
              <Button name="intent" value="use" busy="Posting…">
                Use this advice
              </Button>
            )}
            <Button variant="second" name="intent" value="detach" busy="Taking off…">
              Take it off this line
            </Button>
          </ButtonRow>
        </Form>
      )}
    </Panel>
  );
}
