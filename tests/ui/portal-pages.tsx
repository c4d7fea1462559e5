import { Form } from 'react-router';
import { currency, money } from '#app/kernel/money.ts';
import { plainDate } from '#app/kernel/plain-date.ts';
import { BackLink } from '#app/ui/back-link.tsx';
import { Badges } from '#app/ui/badge.tsx';
import { BarChart } from '#app/ui/bar-chart.tsx';
import { Button, ButtonRow, LinkButton } from '#app/ui/button.tsx';
import { Checkbox, RadioGroup } from '#app/ui/choices.tsx';
import { DataTable } from '#app/ui/data-table.tsx';
import { DateText } from '#app/ui/date-text.tsx';
import { Definition } from '#app/ui/definition.tsx';
import { FoldRow, FoldRows } from '#app/ui/disclosure.tsx';
import { EmptyState } from '#app/ui/empty-state.tsx';
import { ErrorSummary } from '#app/ui/error-summary.tsx';
import { FileInput, FormStack, MoneyInput, Select, TextArea, TextInput } from '#app/ui/inputs.tsx';
import { LeadCard } from '#app/ui/lead-card.tsx';
import { MoneyText } from '#app/ui/money-text.tsx';
import { PageTitle } from '#app/ui/page-title.tsx';
import { Pager } from '#app/ui/pager.tsx';
import { Section } from '#app/ui/panel.tsx';
import { PortalShell } from '#app/ui/portal-shell.tsx';
import { PortalTitle } from '#app/ui/portal-title.tsx';
import { RunningSum } from '#app/ui/running-sum.tsx';
import { Stick } from '#app/ui/stick.tsx';
import { Story } from '#app/ui/story.tsx';

const gbp = (minor: bigint) => money(minor, currency('GBP'));
const day = plainDate;

function Shell({ children }: { children: React.ReactNode }) {
  return (
    <PortalShell
      company="Calder Resources"
      homeHref="/account"
      nav={['Overview', 'Invoices', 'Payments', 'Statements', 'Questions'].map((label) => ({ to: `/${label}`, label }))}
      help={{
        name: 'Ana Ruiz',
        email: 'billing@calder.example',
        phone: '01422 550142',
        hours: 'Mon to Fri, 8:00 to 17:30',
      }}
      account={
        <Form method="post" action="/sign-out">
          Signed in as Tom Wren · <a href="/profile">Account</a> ·{' '}
          <button type="submit" className="link-button">
            Sign out
          </button>
        </Form>
      }
    >
      {children}
    </PortalShell>
  );
}

const invoices = [
  {
    id: '20713',
    name: 'Waste collection, October',
    due: day('2026-11-06'),
    left: gbp(25800n),
    badges: [
      { tone: 'warn', icon: 'clock-late', text: 'Was due 6 Nov' },
      { tone: 'warn', icon: 'half', text: '£312.00 left' },
      { tone: 'warn', icon: 'speech', text: 'You asked about £54.00' },
    ],
  },
  {
    id: '20764',
    name: 'Solar energy, October',
    due: day('2026-11-16'),
    left: gbp(82850n),
    badges: [
      { tone: 'warn', icon: 'clock-late', text: 'Was due 16 Nov' },
      { tone: 'warn', icon: 'half', text: '£828.50 left' },
    ],
  },
  {
    id: '20791',
    name: 'Fly ash, three deliveries, week 45',
    due: day('2026-11-20'),
    left: gbp(243630n),
    badges: [{ tone: 'info', icon: 'clock', text: 'Due today' }],
  },
] as const;

const months = 'Dec Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov'.split(' ');
const billed = [6.2, 5.1, 5.8, 6.9, 7.4, 7.9, 8.3, 8.6, 7.7, 8.1, 7.2, 6.6];
const paid = [6.2, 5.1, 5.8, 6.9, 7.4, 7.9, 8.3, 8.6, 7.1, 8.1, 6.9, 0.7];

/** What a customer sees first: one figure, one sentence, one button, and the rows that make the figure. */
export function OverviewPage() {
  return (
    <Shell>
      <PageTitle title="What you owe" site="Calder Resources" />
      <PortalTitle
        title="Lindenbrook Precast Ltd"
        under={
          <>
            Account <span className="reference">C-20418</span>
          </>
        }
      />
      <LeadCard
        label="What you owe"
        title="Due now"
        figure={<MoneyText money={gbp(352280n)} />}
        sentence={
          <>
            Three invoices. The oldest was due on <DateText date={day('2026-11-06')} weekday />.
          </>
        }
        rest={[
          { label: 'Not due yet', value: <MoneyText money={gbp(324440n)} /> },
          { label: 'Credit on account', value: <MoneyText money={gbp(12000n)} /> },
        ]}
        actions={
          <>
            <LinkButton to="/pay">Pay all due, £3,402.80</LinkButton>
            <LinkButton to="/plan" variant="quiet">
              Spread the cost
            </LinkButton>
            <LinkButton to="/ask" variant="quiet">
              Tell us it is wrong
            </LinkButton>
          </>
        }
        note="That is £3,522.80 less your £120.00 credit. You can check everything before you pay."
      />
      <Section title="Three invoices make £3,522.80" aside={<a href="/Invoices">All invoices</a>}>
        <DataTable
          caption="Invoices due now, oldest first"
          cards
          rows={invoices}
          rowKey={(row) => row.id}
          columns={[
            {
              key: 'invoice',
              head: 'Invoice',
              rowHeader: true,
              cell: (row) => (
                <>
                  <a className="quiet-link" href={`/Invoices/${row.id}`}>
                    {row.name}
                  </a>
                  <span className="under">
                    <span className="reference">INV-{row.id}</span>
                  </span>
                  <Badges badges={row.badges} />
                </>
              ),
            },
            { key: 'due', head: 'Due', nowrap: true, card: 'hidden', cell: (row) => <DateText date={row.due} /> },
            { key: 'left', head: 'To pay now', numeric: true, cell: (row) => <MoneyText money={row.left} /> },
            {
              key: 'pay',
              head: 'Pay',
              headHidden: true,
              card: 'action',
              cell: (row) => (
                <a href={`/pay?i=${row.id}`}>
                  Pay<span className="sr-only"> invoice INV-{row.id}</span>
                </a>
              ),
            },
          ]}
        />
        <Pager label="Invoices" nextHref="?after=20791" summary="3 shown" />
      </Section>
      <Section title="Your payments">
        <EmptyState
          action={
            <LinkButton to="/pay" variant="second" small>
              Pay something
            </LinkButton>
          }
        >
          You have not paid anything yet this month.
        </EmptyState>
      </Section>
      <section className="gap-part">
        <BarChart
          title="You have paid 34 of 37 bills on time"
          summary="Billed each month in thousand pounds, and how much of it is paid."
          legend={[
            { text: 'Paid', kind: 'settled' },
            { text: 'Left to pay', kind: 'open' },
          ]}
          bars={months.map((label, at) => ({
            label,
            settled: paid[at]!,
            open: billed[at]! - paid[at]!,
            text: billed[at]!.toFixed(1),
            strong: billed[at] !== paid[at],
          }))}
          table={{
            heads: ['Month', 'Billed, £ thousand', 'Paid'],
            rows: months.map((label, at) => [label, billed[at]!.toFixed(1), paid[at]!.toFixed(1)]),
          }}
        />
      </section>
    </Shell>
  );
}

/** One invoice: the stick, the facts, every charge explained, and the running sum down to what is left. */
export function InvoicePage() {
  return (
    <Shell>
      <PageTitle title="Invoice INV-20764, £828.50 left" site="Calder Resources" />
      <BackLink to="/account">What you owe</BackLink>
      <PortalTitle
        title="Solar energy, October"
        under={
          <>
            Invoice <span className="reference">INV-20764</span> · for Lindenbrook Precast Ltd
          </>
        }
        status={<Badges badges={[{ tone: 'warn', icon: 'clock-late', text: 'Was due 16 Nov' }]} />}
        figure={{ label: 'Left to pay', value: <MoneyText money={gbp(82850n)} /> }}
      />
      <Stick
        label="What became of £1,565.36"
        cuts={[
          { kind: 'settled', minor: 3686n },
          { kind: 'settled', minor: 70000n },
          { kind: 'held', minor: 5400n },
          { kind: 'open', minor: 77450n },
        ]}
        words={['£36.86 credited, £700.00 paid', '£828.50 left of £1,565.36']}
      />
      <div className="gap-part">
        <ButtonRow>
          <LinkButton to="/pay">Pay £828.50</LinkButton>
          <LinkButton to="/files/1.pdf" variant="quiet" download>
            Download PDF
          </LinkButton>
          <LinkButton to="/ask" variant="quiet">
            Tell us it is wrong
          </LinkButton>
        </ButtonRow>
      </div>
      <div className="gap-part">
        <Definition
          facts={[
            { label: 'Issued', value: <DateText date={day('2026-11-02')} /> },
            { label: 'Was due', value: <DateText date={day('2026-11-16')} weekday today={day('2026-11-20')} /> },
            { label: 'For', value: '1 to 31 Oct 2026' },
            { label: 'Your PO', value: '7702' },
          ]}
        />
      </div>
      <Section title="What we charged for" aside="before VAT">
        <FoldRows>
          <FoldRow
            startOpen
            shut="Explain this charge"
            title="Solar energy, meter LB-2"
            amount={<MoneyText money={gbp(65717n)} />}
            how="4,806 kWh, two price steps"
          >
            <Definition
              shape="terms"
              facts={[
                { label: 'What', value: 'Electricity your site drew from our roof array, measured by meter LB-2.' },
                { label: 'When', value: '1 to 31 Oct 2026. Read on 1 Oct at 48,210 kWh and on 31 Oct at 53,016 kWh.' },
              ]}
            />
            <RunningSum
              caption="How the £657.17 is made"
              rows={[
                { label: 'First 3,000 kWh × £0.1420', money: gbp(42600n) },
                { label: 'Next 1,806 kWh × £0.1280', money: gbp(23117n) },
                { label: '4,806 kWh', money: gbp(65717n), kind: 'cut', strong: true },
              ]}
            />
            <BarChart
              headingLevel={3}
              height={118}
              title="£83.84 less than September: 655 kWh fewer, as the days get shorter"
              summary="This charge over your last six invoices, in pounds before VAT"
              bars={[
                ['May', 900],
                ['Jun', 946],
                ['Jul', 962],
                ['Aug', 884],
                ['Sep', 741],
                ['Oct', 657],
              ].map(([label, value]) => ({
                label: String(label),
                settled: Number(value),
                text: String(value),
                strong: label === 'Oct',
                tone: label === 'Oct' ? 'now' : 'settled',
              }))}
              table={{
                heads: ['Month 2026', 'Charge'],
                rows: [
                  ['May', '£899.86'],
                  ['Oct', '£657.17'],
                ],
              }}
            />
          </FoldRow>
          <FoldRow
            shut="Explain this charge"
            title="Capacity, meter LB-2"
            amount={<MoneyText money={gbp(37200n)} />}
            how="60 kW × £6.20, whole month"
          >
            <p>60 kW kept ready for you × £6.20 a month = £372.00.</p>
          </FoldRow>
        </FoldRows>
        <RunningSum
          side
          caption="From the charges to what is left"
          rows={[
            { label: 'Two charges', money: gbp(130447n) },
            { label: 'VAT 20 %', money: gbp(26089n) },
            { label: 'Invoice total', money: gbp(156536n), kind: 'cut', strong: true },
            {
              label: 'Credit, 9 Nov: meter LB-2 read again',
              under: <a href="/cn">Credit note CN-3310</a>,
              money: gbp(-3686n),
            },
            { label: 'Left after this', money: gbp(152850n), kind: 'note' },
            {
              label: 'Payment, 11 Nov: bank transfer, thank you',
              under: <a href="/p">Receipt PAY-6688</a>,
              money: gbp(-70000n),
            },
            { label: 'Left to pay', money: gbp(82850n), kind: 'total' },
          ]}
        />
      </Section>
      <Section title="What happened">
        <Story
          entries={[
            {
              key: '1',
              when: <time dateTime="2026-11-18">18 Nov</time>,
              what: 'We e-mailed Tom Wren a reminder for £828.50.',
            },
            {
              key: '2',
              when: <time dateTime="2026-11-11">11 Nov</time>,
              what: (
                <>
                  <b>You paid £700.00</b> by bank transfer.
                </>
              ),
            },
          ]}
        />
      </Section>
    </Shell>
  );
}

const wrong = {
  fieldErrors: {
    amount: ['Enter an amount like 1,240.00.'],
    how: ['Choose how you want to pay.'],
    agree: ['Tick the box to agree.'],
    note: ['Remove the hidden control characters.'],
  },
  formErrors: [],
};

/** Every field, in the state that comes back from the server. */
export function FormPage({ failed }: { failed: boolean }) {
  const errors: Record<string, string[] | undefined> = failed ? wrong.fieldErrors : {};
  return (
    <Shell>
      <PageTitle title="Check and pay" site="Calder Resources" hasErrors={failed} />
      {failed && <ErrorSummary {...wrong} />}
      <PortalTitle title="Check and pay" under="Nothing is taken until you press Pay at the end." />
      <Form method="post">
        <FormStack>
          <MoneyInput
            name="amount"
            label="Amount"
            hint="You may pay a part."
            currency="GBP"
            error={errors.amount}
            defaultValue="12,x"
          />
          <RadioGroup
            name="how"
            label="How"
            large
            hint="No fee on any of these."
            error={errors.how}
            defaultValue="visa"
            choices={[
              {
                value: 'visa',
                label: (
                  <>
                    Visa ending 42 <span className="text-muted">· expires 08/28</span>
                  </>
                ),
              },
              { value: 'debit', label: 'Direct debit, Barclays ending 907' },
              { value: 'bank', label: 'Bank transfer', hint: 'We show you the account and a reference to quote.' },
            ]}
          />
          <TextInput
            name="email"
            type="email"
            label="Receipt goes to"
            autoComplete="email"
            size="medium"
            defaultValue="accounts@lindenbrook.example"
          />
          <TextInput
            name="code"
            label="Code from the e-mail"
            code
            inputMode="numeric"
            autoComplete="one-time-code"
            size="short"
          />
          <Select
            name="reason"
            label="Reason"
            optional
            placeholder="Choose one"
            size="medium"
            options={[
              { value: 'a', label: 'Wrong price' },
              { value: 'b', label: 'Not delivered' },
            ]}
          />
          <TextArea name="note" label="Message to us" optional error={errors.note} />
          <FileInput name="file" label="Remittance advice" hint="PDF or CSV, up to 10 MB." optional />
          <Checkbox
            name="agree"
            label="I agree to pay 4 × £880.70 on the dates above, £3,522.80 in all."
            error={errors.agree}
          />
          <ButtonRow>
            <Button busy="Paying…">Pay £3,402.80</Button>
            <Button variant="danger">Cancel the payment</Button>
            <LinkButton to="/account" variant="quiet">
              Go back, pay nothing
            </LinkButton>
          </ButtonRow>
        </FormStack>
      </Form>
    </Shell>
  );
}
