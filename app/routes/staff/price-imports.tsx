import { Form } from 'react-router';
import type { PriceImport } from '#app/modules/catalog/queries/price-imports.server.ts';
import { Button } from '#app/ui/button.tsx';
import { DataTable } from '#app/ui/data-table.tsx';
import { InstantText } from '#app/ui/date-text.tsx';
import { Panel } from '#app/ui/panel.tsx';
import { NameText } from './name-text.tsx';

type PriceImportsProps = { imports: readonly PriceImport[]; zone: string; mayWrite: boolean };

/** Files of prices, each with what of it holds still and the way to undo it. */
export function PriceImports({ imports, zone, mayWrite }: PriceImportsProps) {
  return (
    <Panel title="Imported files" aside="the newest ones">
      <DataTable
        caption="Files of prices that were taken in"
        rows={imports}
        rowKey={(row) => row.id}
        columns={[
          { key: 'file', head: 'File', rowHeader: true, cell: (row) => <NameText text={row.fileName} /> },
          {
            key: 'at',
            head: 'When',
            nowrap: true,
            cell: (row) => <InstantText at={row.madeAt} zone={zone} show="date-time" />,
          },
          { key: 'by', head: 'By', cell: (row) => <NameText text={row.madeByName} /> },
          { key: 'rows', head: 'Prices', numeric: true, cell: (row) => row.rowCount },
          { key: 'standing', head: 'Hold still', numeric: true, cell: (row) => row.standing },
          {
            key: 'undo',
            head: 'Undo',
            headHidden: true,
            cell: (row) =>
              mayWrite &&
              row.standing > 0 && (
                <Form method="post">
                  <Button small variant="second" name="undo" value={row.id} busy="Undoing…">
                    Undo<span className="sr-only"> the import of {row.fileName}</span>
                  </Button>
                </Form>
              ),
          },
        ]}
      />
    </Panel>
  );
}
