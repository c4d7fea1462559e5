import { Form } from 'react-router';
import { currency, money } from '#app/kernel/money.ts';
import { accountValue } from '#app/modules/banking/forms.ts';
import { Button, ButtonRow } from '#app/ui/button.tsx';
import { Figures } from '#app/ui/figures.tsx';
import { FormStack, TextInput } from '#app/ui/inputs.tsx';
import { Note } from '#app/ui/message.tsx';
import { MoneyText } from '#app/ui/money-text.tsx';
import { Panel } from '#app/ui/panel.tsx';
import type { ShownStatement } from './bank-import-page.server.ts';
import { GapText, PeriodText } from './bank-words.tsx';
import { NameText } from './name-text.tsx';

/** The proof of one statement as three figures: opening, lines, closing. */
export function StatementCheck({ statement, fileName }: { statement: ShownStatement; fileName: string }) {
  const code = currency(statement.currency);
  const amount = (minor: string | null) =>
    minor === null ? 'Not given' : <MoneyText money={money(BigInt(minor), code)} style="code" />;
  return (
    <Panel
      title={
        <>
          <NameText text={statement.number ? `Statement ${statement.number}` : fileName} />:{' '}
          <PeriodText {...statement} />
        </>
      }
      aside={<NameText text={statement.own ? statement.own.name : statement.shownAccount || 'no account named'} />}
      pad
    >
      <div className="staff-stack">
        <Figures
          figures={[
            { label: 'Opening balance', value: amount(statement.openingMinor), empty: statement.openingMinor === null },
            {
              label: `${statement.lineCount} ${statement.lineCount === 1 ? 'line' : 'lines'}`,
              value: <MoneyText money={money(BigInt(statement.sumMinor), code)} style="code" sign="always" />,
              after: (
                <>
                  in <MoneyText money={money(BigInt(statement.creditsMinor), code)} style="bare" />, out{' '}
                  <MoneyText money={money(-BigInt(statement.debitsMinor), code)} style="bare" />
                </>
              ),
            },
            { label: 'Closing balance', value: amount(statement.closingMinor), empty: statement.closingMinor === null },
          ]}
        />
        <Proof statement={statement} />
        {statement.gap && (
          <Note tone="warn">
            <GapText gap={statement.gap} currency={code} />
          </Note>
        )}
      </div>
    </Panel>
  );
}

function Proof({ statement }: { statement: ShownStatement }) {
  const { openingMinor, closingMinor, differenceMinor } = statement;
  if (openingMinor === null || closingMinor === null)
    return <p>Without both balances it cannot be proven that no line is missing.</p>;
  if (differenceMinor === '0')
    return <Note tone="positive">Opening balance and lines lead to the closing balance.</Note>;
  return (
    <Note tone="warn">
      Opening balance and lines miss the closing balance by{' '}
      <MoneyText money={money(BigInt(differenceMinor), currency(statement.currency))} style="code" />.
    </Note>
  );
}

type Ours = { importId: string; unknown: readonly ShownStatement[]; maySetUp: boolean };

/** Accounts nobody knows: somebody says that they are ours, or the file is put aside. */
export function OursForms({ importId, unknown, maySetUp }: Ours) {
  const once = [...new Map(unknown.map((one) => [accountValue(one), one])).values()];
  return (
    <Panel title={once.length === 1 ? 'Is this account ours?' : 'Are these accounts ours?'} pad>
      {once.map((statement) => (
        <Form
          key={accountValue(statement)}
          method="post"
          className="staff-stack"
          action={`/staff/bank/imports/${importId}/ours`}
        >
          <input type="hidden" name="account" value={accountValue(statement)} />
          <p>
            The file is of <span className="reference">{statement.shownAccount}</span> in {statement.currency}.{' '}
            {statement.otherCurrency
              ? `We know this account in ${statement.otherCurrency} only.`
              : 'It is not among our accounts in the settings.'}
          </p>
          {maySetUp ? (
            <FormStack>
              <TextInput
                name={`name-${statement.account}-${statement.currency}`}
                label={`What we call ${statement.shownAccount} in ${statement.currency}`}
                optional
                maxLength={200}
                autoComplete="off"
              />
              <ButtonRow>
                <Button variant="second" busy="Keeping…">
                  {`${statement.shownAccount} in ${statement.currency} is ours`}
                </Button>
              </ButtonRow>
            </FormStack>
          ) : (
            <p>Whoever sets up bank accounts must say that it is ours before anything of it is imported.</p>
          )}
        </Form>
      ))}
    </Panel>
  );
}
