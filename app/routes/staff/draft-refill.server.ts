import type { DraftId } from '#app/kernel/ids.ts';
import { getDraft } from '#app/modules/invoicing/queries/get-draft.server.ts';
import { lastLines } from '#app/modules/invoicing/queries/last-lines.server.ts';
import { staffDb } from '#app/platform/db/handles.server.ts';
import { type FormRefusal, formRefusal } from '#app/platform/http/form.server.ts';
import { fillProducts } from './draft-offers.server.ts';
import { linesFrom, lineValues } from './draft-values.ts';

type Asked = { draftId: DraftId; fields: [string, string][]; intent: string };
/** What the form is shown again with: nothing is wrong, but other rows are drawn. */
export type Refilled = FormRefusal & { refilled: true; addLine: boolean };

/** One row more, or the lines of the customer's last invoice below what is typed. Nothing is saved by either. */
export async function refill({ draftId, fields, intent }: Asked): Promise<Refilled> {
  const draft = await getDraft(staffDb(), draftId);
  const values = Object.fromEntries(fields);
  if (!draft) return { ...formRefusal({ values }), refilled: true, addLine: false };
  if (intent === 'add-line') {
    const filled = await fillProducts(fields, draft.invoice);
    const shown = formRefusal({ values: Object.fromEntries(filled.fields), fieldErrors: filled.errors });
    return { ...shown, refilled: true, addLine: true };
  }
  const last = await lastLines(staffDb(), draft.invoice);
  const typed = linesFrom(values).length;
  const copied = lineValues(last?.lines ?? [], draft.invoice.currency, typed);
  return { ...formRefusal({ values: { ...values, ...copied } }), refilled: true, addLine: false };
}
