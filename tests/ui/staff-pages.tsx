import { Form } from 'react-router';
import { currency, money } from '#app/kernel/money.ts';
import { plainDate } from '#app/kernel/plain-date.ts';
import { ActionBar } from '#app/ui/action-bar.tsx';
import { AgeingStrip, AgeingTable } from '#app/ui/ageing-strip.tsx';
import { BackLink } from '#app/ui/back-link.tsx';
import { Badge, type BadgeContent, Badges } from '#app/ui/badge.tsx';
import { BarChart } from '#app/ui/bar-chart.tsx';
import { BulkBar } from '#app/ui/bulk-bar.tsx';
import { Button, LinkButton, SplitButton } from '#app/ui/button.tsx';
import { Chips } from '#app/ui/chips.tsx';
import { Checkbox, RadioGroup } from '#app/ui/choices.tsx';
import { CopyText } from '#app/ui/copy-text.tsx';
import { DataTable } from '#app/ui/data-table.tsx';
import { DateText } from '#app/ui/date-text.tsx';
import { Definition } from '#app/ui/definition.tsx';
import { EmptyState } from '#app/ui/empty-state.tsx';
import { ErrorSummary } from '#app/ui/error-summary.tsx';
import { Figures } from '#app/ui/figures.tsx';
import { FilterBar } from '#app/ui/filter-bar.tsx';
import { Icon, iconNames } from '#app/ui/icon.tsx';
import { DateInput, FormStack, MoneyInput, Select, TextInput } from '#app/ui/inputs.tsx';
import { Message, Note } from '#app/ui/message.tsx';
import { MoneyText, NotApplicable } from '#app/ui/money-text.tsx';
import { PageHead } from '#app/ui/page-head.tsx';
import { PageTitle } from '#app/ui/page-title.tsx';
import { Pager } from '#app/ui/pager.tsx';
import { Panel } from '#app/ui/panel.tsx';
import { StaffShell } from '#app/ui/staff-shell.tsx';
import { StoryByDay } from '#app/ui/story.tsx';
import { Tabs } from '#app/ui/tabs.tsx';
import { WorkList } from '#app/ui/work-list.tsx';

const myr = (minor: bigint) => money(minor, currency('MYR'));

const groups = [
  {
    label: 'Work',
    items: [
      { to: '/staff', label: 'Today', icon: 'calendar', end: true },
      { to: '/staff/customers', label: 'Customers', icon: 'users' },
    ],
  },
  {
    label: 'Bill',
    items: [
      { to: '/staff/invoices', label: 'Invoices', icon: 'file' },
      { to: '/staff/runs', label: 'Billing runs', icon: 'list', count: 7 },
    ],
  },
  {
    label: 'Cash',
    items: [
      { to: '/staff/payments', label: 'Payments', icon: 'card', count: 4 },
      { to: '/staff/matching', label: 'Bank matching', icon: 'match', count: 19 },
    ],
  },
  {
    label: 'Collect',
    items: [
      { to: '/staff/collections', label: 'Collections', icon: 'phone', count: 11 },
      { to: '/staff/disputes', label: 'Disputes', icon: 'speech', count: 3 },
    ],
  },
  {
    label: 'Control',
    items: [
      { to: '/staff/approvals', label: 'Approvals', icon: 'check-round', count: 5 },
      { to: '/staff/close', label: 'Month-end close', icon: 'lock' },
    ],
  },
] as const;

function Shell({ children, compact }: { children: React.ReactNode; compact?: boolean }) {
  return (
    <StaffShell
      groups={groups}
      homeHref="/staff"
      searchHref="/staff/search"
      accountHref="/staff/account"
      person={{ name: 'Priya Nair', role: 'cash poster', company: 'Calder Resources group' }}
      signOutAction="/sign-out"
      density={compact ? 'compact' : 'comfortable'}
    >
      {children}
    </StaffShell>
  );
}

const heads = ['Not due', '1 to 30', '31 to 60', '61 to 90', 'Over 90'];
const cutsOf = (code: string, amounts: bigint[]) =>
  amounts.map((minor, age) => ({
    label: heads[age]!,
    money: money(minor, currency(code)),
    href: `/aged?cur=${code}&age=${age}`,
  }));
const cash = [62, 48, 91, 55, 130, 72, 66, 59, 143, 60, 78, 52, 88, 69, 117];
const before = [58, 61, 70, 50, 121, 80, 53, 63, 111, 71, 66, 60, 80, 59, 100];

/** Work to do, cash in, and how late the money is. */
export function TodayPage() {
  const work = [
    {
      key: 'match',
      count: 19,
      to: '/m',
      title: 'Bank lines to match',
      detail: 'HSBC, GBP. 11 are exact.',
      age: 'since Wed 18 Nov',
      action: 'Match 19 lines',
    },
    {
      key: 'apply',
      count: 4,
      to: '/a',
      title: 'Payments to apply',
      detail: '6,210.00 GBP, 25,000.00 MYR',
      age: '2 days',
      keys: ['G', 'P'],
    },
    {
      key: 'close',
      count: 0,
      to: '/c',
      title: 'Month-end tasks',
      detail: 'All clear. November opens on Thu 26 Nov.',
      keys: ['G', 'M'],
    },
  ];
  return (
    <Shell>
      <PageTitle title="Today" site="Tallystick" />
      <PageHead
        title="Today"
        beside
        facts={
          <span>
            <DateText date={plainDate('2026-11-20')} weekday />, as at 09:14
          </span>
        }
      />
      <Note tone="warn" action={<a href="/import">Import statement</a>}>
        ADCB account ending 7740 (AED) was last imported on Wed 18 Nov 2026.
      </Note>
      <div className="work-columns">
        <div className="staff-stack">
          <Panel
            title="Waiting for you"
            aside="oldest or nearest date first in each list"
            foot={
              <>
                Whole team: <a href="/t">46 to match</a>, <a href="/t">12 to apply</a>
              </>
            }
          >
            <WorkList label="Work waiting" rows={work} />
          </Panel>
          <Panel title="Nothing parked">
            <EmptyState>Lines you park are listed here until someone takes them up.</EmptyState>
          </Panel>
        </div>
        <div className="staff-stack">
          <Panel title="Cash in since yesterday" aside={<a href="/payments">31 payments</a>} pad>
            <Figures
              small
              figures={[
                { label: 'GBP', value: '182,440.18' },
                { label: 'INR', value: '9,840,200.00' },
                { label: 'MYR', value: '412,300.00' },
                { label: 'AED', value: 'not in yet', empty: true },
              ]}
            />
          </Panel>
          <Panel title="GBP cash in November is 8 % ahead of October" pad>
            <BarChart
              titleHidden
              headingLevel={3}
              title="Cash each working day"
              summary="Thousand pounds each working day. 1,191 so far, 1,103 by the same day last month."
              legend={[
                { text: 'November', kind: 'settled' },
                { text: 'same working day in October', kind: 'notch' },
              ]}
              bars={cash.map((value, at) => ({
                label: String(at + 2),
                settled: value,
                notch: before[at],
                text: String(value),
                strong: value === 143,
              }))}
              table={{
                heads: ['Day', 'November', 'October'],
                rows: cash.map((value, at) => [`${at + 2} Nov`, String(value), String(before[at])]),
              }}
            />
          </Panel>
          <Panel title="How late the money is, in days" aside={<a href="/aged">Aged report</a>} pad>
            <AgeingTable
              caption="Open receivables by days late, one row of figures per currency"
              heads={heads}
              currencies={[
                { cuts: cutsOf('GBP', [141881040n, 26248000n, 9213000n, 4137000n, 2782000n]) },
                { cuts: cutsOf('INR', [5977474560n, 1928217600n, 964108800n, 482054400n, 289232640n]) },
              ]}
            />
          </Panel>
        </div>
      </div>
    </Shell>
  );
}

type Item = {
  number: string;
  date: string;
  due: string | null;
  what: string;
  under: string;
  badges: BadgeContent[];
  left: bigint;
  of?: bigint;
  running: bigint;
};
const items: Item[] = [
  {
    number: 'INV-MY-5391',
    date: '2026-06-12',
    due: '2026-07-12',
    what: 'Fly ash, week 23',
    under: '388.40 t',
    badges: [
      { tone: 'danger', icon: 'clock-late', text: 'Overdue 131 d' },
      { tone: 'warn', icon: 'half', text: 'Part-paid' },
    ],
    left: 726000n,
    of: 5826000n,
    running: 726000n,
  },
  {
    number: 'INV-MY-5480',
    date: '2026-07-03',
    due: '2026-08-02',
    what: 'Fly ash, week 26',
    under: '440.00 t',
    badges: [
      { tone: 'violet', icon: 'steps', text: 'In plan, on time' },
      { tone: 'warn', icon: 'half', text: 'Part-paid' },
    ],
    left: 4400000n,
    of: 6600000n,
    running: 5126000n,
  },
  {
    number: 'INV-MY-5603',
    date: '2026-10-09',
    due: '2026-11-08',
    what: 'Fly ash, week 40',
    under: '400.80 t',
    badges: [{ tone: 'warn', icon: 'speech', text: 'Disputed, whole' }],
    left: 6012000n,
    running: 11138000n,
  },
  {
    number: 'INV-MY-5668',
    date: '2026-10-30',
    due: '2026-11-29',
    what: 'Fly ash, week 43',
    under: '413.60 t',
    badges: [
      { tone: 'info', icon: 'clock', text: 'Due in 9 days' },
      { tone: 'info', icon: 'eye', text: 'Viewed' },
    ],
    left: 6204000n,
    running: 17342000n,
  },
  {
    number: 'CN-MY-0419',
    date: '2026-11-10',
    due: null,
    what: 'Credit note',
    under: 'moisture above 0.5 %',
    badges: [{ tone: 'neutral', icon: 'download', text: 'Credit, not applied' }],
    left: -615000n,
    running: 16727000n,
  },
];

/** One customer in compact: figures, the strip, tabs, open items to work on, the story beside. */
export function CustomerPage() {
  return (
    <Shell compact>
      <PageTitle title="Sungai Merah Cement" site="Tallystick" />
      <BackLink to="/staff/customers" position="3 of 26">
        Late over 30 days
      </BackLink>
      <PageHead
        title="Sungai Merah Cement Sdn Bhd"
        facts={
          <>
            <span className="reference">C-30077</span>
            <span>MYR</span>
            <span>30 days from invoice</span>
            <span className="badge-row">
              <Badge tone="violet" icon="steps" flag>
                Plan on time
              </Badge>
              <Badge tone="warn" icon="speech" flag>
                2 disputes
              </Badge>
            </span>
          </>
        }
        actions={
          <>
            <LinkButton to="/call" variant="second">
              Log a call <kbd>L</kbd>
            </LinkButton>
            <SplitButton
              label="More to record"
              main={
                <LinkButton to="/record">
                  Record payment <kbd>P</kbd>
                </LinkButton>
              }
            >
              <li>
                <a href="/credit">Credit note</a>
              </li>
            </SplitButton>
          </>
        }
      />
      <div className="staff-stack">
        <Figures
          figures={[
            { label: 'Balance, MYR', value: '455,320.00', large: true },
            { label: 'Past due', value: '201,345.00', large: true },
            { label: 'On hold, disputed', value: '69,360.00' },
            { label: 'To chase', value: '131,985.00' },
            { label: 'Limit used', value: '76 %', after: 'of 600,000.00' },
          ]}
        />
        <AgeingStrip
          label="Open items by days late"
          cuts={cutsOf('MYR', [28512500n, 11745000n, 5824500n, 1839000n, 726000n])}
        />
        <Tabs
          label="Account"
          tabs={[
            { to: '?tab=open', label: 'Open items', current: true },
            { to: '?tab=ledger', label: 'Ledger' },
            { to: '?tab=contacts', label: 'Contacts', count: 3 },
            { to: '?tab=documents', label: 'Documents' },
            { to: '?tab=settings', label: 'Settings' },
          ]}
        />
      </div>
      <div className="record-columns">
        <Panel
          title="5 open items"
          aside={
            <>
              <a href="/statement">Send statement</a> · <a href="/csv">Export</a>
            </>
          }
        >
          <form method="post" action="/bulk">
            <BulkBar words="Tick items to work on them together:">
              <Button variant="quiet" small name="do" value="apply">
                Apply
              </Button>
              <Button variant="quiet" small name="do" value="send">
                Send
              </Button>
            </BulkBar>
            <DataTable
              caption="Open items"
              rows={items}
              rowKey={(row) => row.number}
              selection={{ name: 'item', value: (row) => row.number, label: (row) => `Select ${row.number}` }}
              sort={{
                key: 'due',
                direction: 'ascending',
                href: (key, direction) => `?sort=${key}&direction=${direction}`,
              }}
              columns={[
                {
                  key: 'number',
                  head: 'Number',
                  rowHeader: true,
                  nowrap: true,
                  sortable: true,
                  cell: (row) => (
                    <>
                      <a className="quiet-link reference" href="/i">
                        {row.number}
                      </a>
                      <span className="under">
                        <DateText date={plainDate(row.date)} />
                      </span>
                    </>
                  ),
                },
                {
                  key: 'due',
                  head: 'Due',
                  nowrap: true,
                  sortable: true,
                  cell: (row) =>
                    row.due ? <DateText date={plainDate(row.due)} /> : <NotApplicable words="no due date" />,
                },
                {
                  key: 'for',
                  head: 'For',
                  cell: (row) => (
                    <>
                      {row.what}
                      <span className="under">{row.under}</span>
                    </>
                  ),
                },
                { key: 'status', head: 'Status', cell: (row) => <Badges badges={row.badges} /> },
                {
                  key: 'left',
                  head: 'Left, MYR',
                  numeric: true,
                  sortable: true,
                  cell: (row) => (
                    <>
                      <b>
                        <MoneyText money={myr(row.left)} style="bare" />
                      </b>
                      {row.of && (
                        <span className="under">
                          of <MoneyText money={myr(row.of)} style="bare" />
                        </span>
                      )}
                    </>
                  ),
                },
                {
                  key: 'running',
                  head: 'Running',
                  numeric: true,
                  cell: (row) => (
                    <span className="text-muted">
                      <MoneyText money={myr(row.running)} style="bare" />
                    </span>
                  ),
                },
              ]}
              foot={
                <tr>
                  <td />
                  <th scope="row" colSpan={4}>
                    Balance, agrees with the ledger
                  </th>
                  <td className="cell-numeric">167,270.00</td>
                  <td />
                </tr>
              }
            />
          </form>
          <Pager label="Open items" previousHref="?before=1" nextHref="?after=5" summary="5 of 12" />
        </Panel>
        <div className="staff-stack">
          <Panel title="Timeline" aside={<a href="/note">Add note</a>}>
            <StoryByDay
              days={[
                {
                  key: 'd1',
                  day: 'Wed 18 Nov 2026',
                  entries: [
                    {
                      key: '1',
                      when: <time dateTime="14:02">14:02</time>,
                      what: <b>25,000.00 received</b>,
                      detail: 'Maybank line 31, not applied',
                    },
                    {
                      key: '2',
                      when: <time dateTime="10:20">10:20</time>,
                      what: 'Promise: 57,330.00 by Wed 25 Nov',
                      detail: 'Mr Lim to Faridah Osman, by phone',
                    },
                  ],
                },
              ]}
            />
          </Panel>
          <Panel title="Contacts" pad>
            <Definition
              shape="terms"
              facts={[
                { label: 'Lim Wei Han', value: 'Accounts payable' },
                { label: 'IBAN', value: <CopyText text="GB82 WEST 1234 5698 7654 32" label="IBAN" /> },
              ]}
            />
          </Panel>
        </div>
      </div>
    </Shell>
  );
}

/** Staff forms, filters, messages and every icon. */
export function StaffPartsPage() {
  return (
    <Shell>
      <PageTitle title="Parts" site="Tallystick" hasErrors />
      <ErrorSummary
        fieldErrors={{ name: ['Enter the name of the customer.'] }}
        formErrors={['The period is closed. The first open day is 1 Dec 2026.']}
      />
      <Message action={<a href="/undo">Undo</a>}>Matched to INV-1043.</Message>
      <Note>Demo: nothing here moves real money.</Note>
      <Note tone="danger">The backup of last night failed.</Note>
      <PageHead title="New customer" />
      <FilterBar action="/staff/customers" label="Find customers" clearHref="/staff/customers">
        <TextInput name="q" label="Name or number" type="search" />
        <Select
          name="status"
          label="Status"
          options={[
            { value: 'open', label: 'Open' },
            { value: 'late', label: 'Late' },
          ]}
        />
        <DateInput name="from" label="From" />
      </FilterBar>
      <Chips
        label="Filters"
        chips={[
          { text: 'Late', icon: 'cross', to: '?' },
          { text: 'Reference found', tone: 'positive', icon: 'check' },
          { text: 'No reference', tone: 'warn', icon: 'info' },
          { text: '0.00 left after' },
        ]}
      />
      <Panel title="Details" pad>
        <Form method="post">
          <FormStack>
            <TextInput
              name="name"
              label="Name"
              error="Enter the name of the customer."
              hint="As on their invoices."
              size="medium"
            />
            <MoneyInput name="limit" label="Credit limit" currency="MYR" optional />
            <RadioGroup
              name="terms"
              label="Terms"
              defaultValue="30"
              choices={[
                { value: '14', label: '14 days' },
                { value: '30', label: '30 days', hint: 'from the invoice date' },
              ]}
            />
            <Checkbox
              name="po"
              label="Each invoice needs a PO number"
              hint="The run leaves invoices without one out."
              defaultChecked
            />
            <span className="button-row">
              <Button>Save customer</Button>
              <Button variant="second">Preview</Button>
              <Button variant="danger">Close the account</Button>
              <Button variant="quiet">Cancel</Button>
            </span>
          </FormStack>
        </Form>
      </Panel>
      <Panel title="Icons" pad>
        <p className="badge-row">
          {iconNames.map((name) => (
            <span key={name} className="chip">
              <Icon name={name} />
              {name}
            </span>
          ))}
        </p>
        <p className="badge-row">
          {(['neutral', 'info', 'positive', 'warn', 'danger', 'violet'] as const).map((tone) => (
            <Badge key={tone} tone={tone} icon="check">
              {tone}
            </Badge>
          ))}
        </p>
      </Panel>
      <ActionBar
        words={
          <>
            <b>Issue posts exactly these drafts</b>, previewed 20 Nov 2026, 08:40.
          </>
        }
      >
        <LinkButton to="/s" variant="second">
          Back to set up
        </LinkButton>
        <Button>Issue 1,277 invoices</Button>
      </ActionBar>
    </Shell>
  );
}
