import { ok, type Result, refuse } from '#app/kernel/result.ts';
import { SYSTEM } from '#app/modules/audit/types.ts';
import type { Company } from '#app/modules/company/types.ts';
import { answerHandover } from '#app/modules/disputes/commands/hand-over.server.ts';
import { disputeRefusalWords } from '#app/modules/disputes/forms.ts';
import { handoverByToken } from '#app/modules/disputes/queries/get-handover.server.ts';
import type { Moment } from '#app/platform/clock/clock.server.ts';
import { staffDb } from '#app/platform/db/handles.server.ts';
import { inTransaction } from '#app/platform/db/transaction.server.ts';
import { type FormRefusal, formRefusal, textFields } from '#app/platform/http/form.server.ts';
import { readUploads } from '#app/platform/http/read-uploads.server.ts';
import { keepDisputeFiles } from '#app/workflows/keep-dispute-files.server.ts';
import { webProducer } from '#app/workflows/web-outside.server.ts';

const FILES = { field: 'files', bytesMax: 10 * 1024 * 1024, totalBytesMax: 16 * 1024 * 1024, countMax: 5 } as const;
const NAME_MAX = 120;

type At = { readonly moment: Moment; readonly requestId: string; readonly company: Company };

/** The answer of a department, as the form under its link was sent; with files, looked into before they are kept. */
export async function answerFromLink(
  request: Request,
  token: string,
  { moment, requestId, company }: At,
): Promise<Result<undefined, FormRefusal>> {
  const { fields, uploads, refusal } = await readUploads(request, FILES);
  const values = Object.fromEntries(textFields(fields));
  const said = (fieldErrors: Record<string, string[]>) => refuse(formRefusal({ fieldErrors, values }));
  const page = await handoverByToken(staffDb(), token);
  if (!page || page.isOver)
    return refuse(formRefusal({ formErrors: ['This was answered or called back meanwhile. Nothing more is needed.'] }));
  const [byName, answer] = [(values.byName ?? '').trim(), (values.answer ?? '').trim()];
  const missing = {
    ...(byName && byName.length <= NAME_MAX ? {} : { byName: ['Enter your name.'] }),
    ...(answer ? {} : { answer: ['Write your answer.'] }),
    ...(refusal ? { files: ['Five files at most, 10 MB each. Your words are kept; choose the files again.'] } : {}),
  };
  if (Object.keys(missing).length > 0) return said(missing);
  const kept = await keepDisputeFiles(webProducer().files, uploads);
  if (!kept.ok)
    return said({ files: [`${kept.refusal.fileName} cannot be kept. Send a PDF or a picture with the right ending.`] });
  const actor = { ...SYSTEM, name: byName, requestId };
  const input = { handoverId: page.handoverId, answer, byName, files: kept.value };
  const done = await inTransaction(staffDb(), (tx) => answerHandover(tx, actor, input, moment));
  if (done.ok) return ok();
  const words = disputeRefusalWords(done.refusal, { currency: company.baseCurrency, locale: company.locale });
  return refuse(formRefusal({ formErrors: [words.text], values }));
}
