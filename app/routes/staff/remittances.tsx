import { data } from 'react-router';
import { requireStaff } from '#app/guards/require-staff.server.ts';
import { parseId } from '#app/kernel/ids.ts';
import { knownCurrencies } from '#app/kernel/money.ts';
import { mayStaff } from '#app/modules/auth/types.ts';
import {
  listRemittances,
  REMITTANCE_VIEWS,
  type RemittanceView,
} from '#app/modules/remittances/queries/list-remittances.server.ts';
import { staffDb } from '#app/platform/db/handles.server.ts';
import { redirectWithFlash } from '#app/platform/http/flash.server.ts';
import { formRefusal } from '#app/platform/http/form.server.ts';
import { readUploads } from '#app/platform/http/read-uploads.server.ts';
import { EmptyState } from '#app/ui/empty-state.tsx';
import { ErrorSummary } from '#app/ui/error-summary.tsx';
import { PageHead } from '#app/ui/page-head.tsx';
import { PageTitle } from '#app/ui/page-title.tsx';
import { Pager } from '#app/ui/pager.tsx';
import { Panel } from '#app/ui/panel.tsx';
import { Tabs } from '#app/ui/tabs.tsx';
import type { Route } from './+types/remittances.ts';
import { addressWith, askedView } from './list-address.ts';
import { RemittanceForm } from './remittance-form.tsx';
import { keepAdvice } from './remittance-keep.server.ts';
import { AdviceTable } from './remittance-table.tsx';

const PAGE_SIZE = 50;
const FILES = { field: 'file', bytesMax: 4 * 1024 * 1024, totalBytesMax: 4 * 1024 * 1024, countMax: 1 };
const LABELS: Readonly<Record<RemittanceView, string>> = {
  ...{ waiting: 'Waiting', attached: 'With a line of the bank', dropped: 'Of no use' },
};
const EMPTY: Readonly<Record<RemittanceView, string>> = {
  waiting: 'No advice waits for its line of the bank.',
  attached: 'No advice stands with a line of the bank yet.',
  dropped: 'No advice was said to be of no use.',
};

export async function loader(args: Route.LoaderArgs) {
  const { company, user } = await requireStaff(args, 'desk.read');
  const { url } = args;
  const view = askedView(url, REMITTANCE_VIEWS);
  const after = parseId(url.searchParams.get('after'));
  const { rows, hasMore } = await listRemittances(staffDb(), { view, after, limit: PAGE_SIZE });
  const last = rows.at(-1);
  return {
    ...{ view, rows, zone: company.timeZone, mayAdd: mayStaff(user.role, 'bank.match') },
    ...{ currencies: knownCurrencies(), currency: company.baseCurrency },
    views: REMITTANCE_VIEWS.map((one) => ({
      view: one,
      to: addressWith(url, { view: one === 'waiting' ? null : one }),
    })),
    nextHref: hasMore && last ? addressWith(url, { after: last.id }) : null,
    firstHref: after ? addressWith(url, {}) : null,
  };
}

/** What a customer sent is read and kept; the page of it says what it means. */
export async function action(args: Route.ActionArgs) {
  const staff = await requireStaff(args, 'bank.match');
  const { uploads, fields, refusal } = await readUploads(args.request, FILES);
  const texts = [...fields].filter((pair): pair is [string, string] => typeof pair[1] === 'string');
  const no = (field: string, text: string, status = 422) =>
    data(formRefusal({ fieldErrors: { [field]: [text] }, values: Object.fromEntries(texts) }), status);
  if (refusal)
    return refusal.code === 'too-large'
      ? no('file', 'The file is larger than 4 MB. Paste the rows that matter.', 413)
      : no('file', 'The file did not arrive whole. Send it again.');
  const text = String(fields.get('text') ?? '').trim();
  const [file] = uploads;
  if (text === '' && !file) return no('text', 'Paste what the customer wrote, or choose a file.');
  if (text !== '' && file) return no('text', 'Paste it or choose a file, not both: they could say different things.');
  const sent = file
    ? { bytes: file.bytes, source: 'file' as const, fileName: file.fileName, field: 'file' }
    : { bytes: new TextEncoder().encode(text), source: 'pasted' as const, field: 'text' };
  const kept = await keepAdvice(staff, { ...sent, fields: texts });
  if (!kept.ok) return data(kept.refusal, 422);
  return redirectWithFlash(`/staff/remittances/${kept.value}`, 'The advice was read and kept. Look through its rows.');
}

export default function Remittances({ loaderData, actionData }: Route.ComponentProps) {
  const { rows, view, views, zone, nextHref, firstHref, mayAdd, currencies, currency } = loaderData;
  return (
    <>
      <PageTitle title="Remittance advice" site="Tallystick" hasErrors={Boolean(actionData)} />
      <ErrorSummary {...actionData} />
      <PageHead title="Remittance advice" facts={<span>What customers say a payment covers</span>} />
      <Tabs
        label="Views"
        tabs={views.map((one) => ({ to: one.to, label: LABELS[one.view], current: one.view === view }))}
      />
      <div className="staff-stack">
        <Panel
          title={view === 'waiting' ? 'Advices that wait for their line' : `Advices: ${LABELS[view].toLowerCase()}`}
        >
          {rows.length > 0 ? <AdviceTable rows={rows} zone={zone} view={view} /> : <Empty view={view} />}
        </Panel>
        <Pager label="Advices" previousHref={firstHref} nextHref={nextHref} />
        {mayAdd && (
          <Panel title="Add what a customer sent" pad>
            <RemittanceForm currencies={currencies} currency={currency} result={actionData ?? null} />
          </Panel>
        )}
      </div>
    </>
  );
}

const Empty = ({ view }: { view: RemittanceView }) => (
  <div className="panel-pad">
    <EmptyState>{EMPTY[view]}</EmptyState>
  </div>
);
