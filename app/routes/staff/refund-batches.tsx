import { data, Link } from 'react-router';
import { requireStaff } from '#app/guards/require-staff.server.ts';
import { parseId } from '#app/kernel/ids.ts';
import { money } from '#app/kernel/money.ts';
import { refundBatches } from '#app/modules/adjustments/queries/refund-batches.server.ts';
import { listRefunds } from '#app/modules/adjustments/queries/refund-rows.server.ts';
import type { RefundBatchId, RefundRow } from '#app/modules/adjustments/types.ts';
import { staffDb } from '#app/platform/db/handles.server.ts';
import { newId } from '#app/platform/db/new-id.server.ts';
import { redirectWithFlash } from '#app/platform/http/flash.server.ts';
import { BackLink } from '#app/ui/back-link.tsx';
import { DataTable } from '#app/ui/data-table.tsx';
import { DateText } from '#app/ui/date-text.tsx';
import { EmptyState } from '#app/ui/empty-state.tsx';
import { ErrorSummary } from '#app/ui/error-summary.tsx';
import { MoneyText } from '#app/ui/money-text.tsx';
import { PageHead } from '#app/ui/page-head.tsx';
import { PageTitle } from '#app/ui/page-title.tsx';
import { Panel } from '#app/ui/panel.tsx';
import type { Route } from './+types/refund-batches.ts';
import { NameText } from './name-text.tsx';
import { postedFields } from './posted.server.ts';
import { askForFile, markFilePaid } from './refund-batch-form.server.ts';
import { MadeFile, WaitingForFile } from './refund-batch-parts.tsx';
import { RefundBadge } from './refund-parts.tsx';

const SHOWN_MAX = 200;

export async function loader(args: Route.LoaderArgs) {
  const { moment } = await requireStaff(args, 'refunds.request');
  const [waiting, underWay, files] = await Promise.all([
    listRefunds(staffDb(), { forFile: true, limit: SHOWN_MAX }),
    listRefunds(staffDb(), { underWay: true, limit: SHOWN_MAX }),
    refundBatches(staffDb()),
  ]);
  const elsewhere = underWay.filter((row) => row.method === 'original');
  // Each currency has a form of its own, and each form its key.
  const onces = Object.fromEntries(waiting.map((row) => [row.currency as string, newId<never>() as string]));
  return { waiting, underWay: elsewhere, files, today: moment.today, onces };
}

export async function action(args: Route.ActionArgs) {
  const { actor, moment, company } = await requireStaff(args, 'refunds.request');
  const sent = await postedFields(args.request);
  const posted = { fields: sent.fields, actor, moment, locale: company.locale };
  const paidId = sent.intent === 'paid' ? parseId<RefundBatchId>(sent.of('batchId')) : null;
  const done = paidId ? await markFilePaid(posted, paidId) : await askForFile(posted);
  return done.ok ? redirectWithFlash('/staff/refunds/batches', done.value) : data(done.refusal, 422);
}

export default function RefundBatches({ loaderData, actionData }: Route.ComponentProps) {
  const { waiting, underWay, files, today, onces } = loaderData;
  const currencies = [...new Set(waiting.map((row) => row.currency))].sort();
  return (
    <>
      <PageTitle title="Refunds and bank files" site="Tallystick" hasErrors={Boolean(actionData)} />
      <ErrorSummary {...actionData} />
      <BackLink to="/staff/adjustments">Adjustments</BackLink>
      <PageHead title="Refunds and bank files" />
      <div className="staff-stack">
        {currencies.length === 0 && (
          <Panel title="No refund waits for a file">
            <EmptyState>Approved refunds by bank transfer appear here.</EmptyState>
          </Panel>
        )}
        {currencies.map((currency) => (
          <WaitingForFile
            key={currency}
            currency={currency}
            rows={waiting.filter((row) => row.currency === currency)}
            today={today}
            once={onces[currency]!}
            errors={actionData?.fieldErrors ?? {}}
          />
        ))}
        {underWay.length > 0 && (
          <Panel title="On their way through the processor">
            <RefundTable rows={underWay} caption="Refunds on their way" />
          </Panel>
        )}
        {files.map((file) => (
          <MadeFile key={file.id} file={file}>
            <RefundTable rows={file.refunds} caption={`Refunds in ${file.number}`} />
          </MadeFile>
        ))}
      </div>
    </>
  );
}

function RefundTable({ rows, caption }: { rows: readonly RefundRow[]; caption: string }) {
  return (
    <DataTable
      caption={caption}
      rows={rows}
      rowKey={(row) => row.id}
      columns={[
        {
          key: 'number',
          head: 'Refund',
          rowHeader: true,
          nowrap: true,
          cell: (row) => (
            <Link className="quiet-link reference" to={`/staff/refunds/${row.id}`}>
              {row.number}
            </Link>
          ),
        },
        { key: 'customer', head: 'Customer', cell: (row) => <NameText text={row.customerName} /> },
        { key: 'day', head: 'Day', nowrap: true, cell: (row) => <DateText date={row.effectiveOn} /> },
        { key: 'step', head: 'State', cell: (row) => <RefundBadge step={row.step} /> },
        {
          key: 'amount',
          head: 'Amount',
          numeric: true,
          cell: (row) => <MoneyText money={money(row.amountMinor, row.currency)} style="code" />,
        },
      ]}
    />
  );
}
