import { ok, type Result, refuse } from '#app/kernel/result.ts';
import type { Actor } from '#app/modules/audit/types.ts';
import { type DebitNoteInput, issueDebitNote } from '#app/modules/invoicing/commands/issue-debit-note.server.ts';
import { debitFields, draftForm } from '#app/modules/invoicing/forms.ts';
import { getInvoice } from '#app/modules/invoicing/queries/get-invoice.server.ts';
import type { Invoice } from '#app/modules/invoicing/types.ts';
import type { Moment } from '#app/platform/clock/clock.server.ts';
import { staffDb } from '#app/platform/db/handles.server.ts';
import { inPreview, inTransaction } from '#app/platform/db/transaction.server.ts';
import { type FormRefusal, formRefusal, parseFields } from '#app/platform/http/form.server.ts';
import { debitAndDeliver } from '#app/workflows/debit-and-deliver.server.ts';
import { wordsFor } from './draft-save.server.ts';

type Posted = {
  readonly fields: [string, string][];
  readonly of: Pick<DebitNoteInput, 'customerId' | 'currency' | 'correctsId'>;
  readonly actor: Actor;
  readonly moment: Moment;
  readonly locale: string;
};

function read({ fields, of }: Posted): Result<{ once: string; input: DebitNoteInput }, FormRefusal> {
  const form = parseFields(fields, draftForm);
  const why = parseFields(fields, debitFields);
  if (form.ok && why.ok) {
    const { once, reasonCode } = why.value;
    return ok({ once, input: { ...of, ...form.value, reasonCode } });
  }
  const [formSays, whySays] = [form, why].map((part) => (part.ok ? formRefusal({}) : part.refusal));
  return refuse(
    formRefusal({
      fieldErrors: { ...whySays!.fieldErrors, ...formSays!.fieldErrors },
      formErrors: [...formSays!.formErrors, ...whySays!.formErrors],
      values: Object.fromEntries(fields),
    }),
  );
}

type Refused = Parameters<typeof wordsFor>[0];

function asForm(refusal: Refused, posted: Posted): FormRefusal {
  const values = Object.fromEntries(posted.fields);
  switch ('code' in refusal ? refusal.code : '') {
    case 'correction-does-not-fit':
      return formRefusal({
        fieldErrors: {
          reasonCode: ['This does not fit the invoice it corrects: check the reason and that the date is not earlier.'],
        },
        values,
      });
    case 'form-changed':
    case 'at-once':
      return formRefusal({ formErrors: ['This form was sent already. Look for the debit note in the list.'], values });
    default:
      return wordsFor(refusal, posted);
  }
}

/** The document as it would be issued: the command itself, rolled back. */
export async function checkDebit(posted: Posted): Promise<Result<Invoice | null, FormRefusal>> {
  const asked = read(posted);
  if (!asked.ok) return asked;
  const done = await inPreview(staffDb(), async (tx): Promise<Result<Invoice | null, Refused>> => {
    const issued = await issueDebitNote(tx, posted.actor, asked.value.input, posted.moment);
    return issued.ok ? ok(await getInvoice(tx, { invoiceId: issued.value.id })) : issued;
  });
  return done.ok ? done : refuse(asForm(done.refusal, posted));
}

/** Issues it, once per form. */
export async function issueDebit(posted: Posted): Promise<Result<{ id: string; number: string }, FormRefusal>> {
  const asked = read(posted);
  if (!asked.ok) return asked;
  const done = await inTransaction(staffDb(), (tx) => debitAndDeliver(tx, posted.actor, asked.value, posted.moment));
  return done.ok ? done : refuse(asForm(done.refusal, posted));
}
