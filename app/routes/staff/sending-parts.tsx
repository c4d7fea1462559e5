import type { DeliveryRoute } from '#app/modules/delivery/queries/delivery-choice.server.ts';
import type { DeliveryTask } from '#app/modules/delivery/queries/delivery-tasks.server.ts';
import type { SupplierPortal } from '#app/modules/delivery/types.ts';
import { FORMAT_WORDS } from '#app/modules/delivery/ui/delivery-words.ts';
import { Definition } from '#app/ui/definition.tsx';
import { Panel } from '#app/ui/panel.tsx';
import { NameText } from './name-text.tsx';

/** Where it is uploaded, what is asked for there, and who of us can sign in. */
export function PortalFacts({ portal, task }: { portal: SupplierPortal | null; task: DeliveryTask }) {
  const to = `/staff/customers/${task.customerId}/delivery`;
  if (!portal)
    return (
      <Panel title="Their supplier portal" pad>
        <p className="prose">
          Nobody has written down where this customer’s portal is. <a href={to}>Write it down</a>, so that the next one
          is quicker.
        </p>
      </Panel>
    );
  return (
    <Panel title="Their supplier portal" pad>
      <Definition
        facts={[
          { label: 'Portal', value: <NameText text={portal.name} /> },
          {
            label: 'Address',
            value: (
              <a href={portal.address} rel="noreferrer noopener" target="_blank" className="wrap-anywhere">
                {portal.address}
              </a>
            ),
          },
          { label: 'What is uploaded', value: FORMAT_WORDS[portal.format] },
          {
            label: 'Who holds the login',
            value: portal.loginOwner ? <NameText text={portal.loginOwner.name} /> : 'Nobody yet',
          },
          ...(portal.requiredFields.length > 0
            ? [
                {
                  label: 'Fields it asks for',
                  value: (
                    <ul>
                      {portal.requiredFields.map((field) => (
                        <li key={field}>
                          <NameText text={field} />
                        </li>
                      ))}
                    </ul>
                  ),
                },
              ]
            : []),
          ...(portal.notes ? [{ label: 'Notes', value: <NameText text={portal.notes} /> }] : []),
        ]}
      />
    </Panel>
  );
}

/** Where it is carried, on which round, and by whom. */
export const RoundFacts = ({ route, task }: { route: DeliveryRoute; task: DeliveryTask }) => (
  <Panel title="Where it goes" pad>
    <Definition
      facts={[
        {
          label: 'Address',
          value: (
            <>
              <NameText text={task.customerName} />
              {task.addressLines.map((line) => (
                <span key={line} className="under">
                  <NameText text={line} />
                </span>
              ))}
            </>
          ),
        },
        { label: 'Round', value: task.route ? <NameText text={task.route} /> : 'None' },
        ...(task.assignedName ? [{ label: 'Carried by', value: <NameText text={task.assignedName} /> }] : []),
        ...(route.hint ? [{ label: 'At the door', value: <NameText text={route.hint} /> }] : []),
      ]}
    />
  </Panel>
);

/** The files to upload or print, one by one. */
export function Bundle({ task, format }: { task: DeliveryTask; format: keyof typeof FORMAT_WORDS }) {
  const { invoiceId, documentId, number } = task;
  const files = invoiceId
    ? [
        { to: `/staff/invoices/${invoiceId}/pdf`, label: `${number} as PDF`, in: ['pdf', 'pdf_xml'], isPage: false },
        {
          to: `/staff/invoices/${invoiceId}/lines.csv`,
          label: `Lines of ${number} as CSV`,
          in: ['csv'],
          isPage: false,
        },
        {
          to: `/staff/invoices/${invoiceId}/einvoices`,
          label: `XML of ${number}`,
          in: ['xml', 'pdf_xml'],
          isPage: true,
        },
      ]
    : [{ to: `/staff/documents/${documentId}`, label: number, in: ['pdf', 'pdf_xml', 'xml', 'csv'], isPage: false }];
  return (
    <Panel title="Files" pad>
      <ul className="form-stack">
        {files.map((file) => (
          <li key={file.to}>
            <a href={file.to} {...(file.isPage ? {} : { download: '' })}>
              {file.label}
            </a>
            {file.in.includes(format) && <span className="under">This one is asked for.</span>}
          </li>
        ))}
      </ul>
    </Panel>
  );
}
