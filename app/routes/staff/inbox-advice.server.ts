import type { StaffRequest } from '#app/guards/require-staff.server.ts';
import { ok, type Result, refuse } from '#app/kernel/result.ts';
import { mayStaff } from '#app/modules/auth/types.ts';
import { filesOfMail } from '#app/modules/inbox/queries/get-inbound.server.ts';
import { textOfMail } from '#app/modules/inbox/queries/text-of-mail.server.ts';
import { isAdviceFile } from '#app/modules/remittances/types.ts';
import { staffDb } from '#app/platform/db/handles.server.ts';
import { type FormRefusal, formRefusal } from '#app/platform/http/form.server.ts';
import { readDocument } from '#app/workflows/produce-document.server.ts';
import { webProducer } from '#app/workflows/web-outside.server.ts';
import { keepAdvice } from './remittance-keep.server.ts';

type Staff = Pick<StaffRequest, 'actor' | 'moment' | 'user'>;
type Asked = { readonly mailId: string; readonly fields: [string, string][] };

/** Keeps what a mail or its PDF says of a payment; answers where to look at it. Whose it is its numbers say, never its sender. */
export async function adviceOfMail(staff: Staff, { mailId, fields }: Asked): Promise<Result<string, FormRefusal>> {
  const values = Object.fromEntries(fields);
  const no = (text: string) => refuse(formRefusal({ fieldErrors: { part: [text] }, values }));
  if (!mayStaff(staff.user.role, 'bank.match'))
    return no('Your role does not include this. Ask who posts cash to do it.');
  const part = values.part ?? '0';
  const said = /^\d{1,2}$/.test(part) ? await saidIn({ mailId, fileNo: Number(part) }) : null;
  if (said === null)
    return no('No text can be read there. Look at the file, and paste its rows under Remittance advice.');
  const sent = { ...said, source: 'mail' as const, mailId, field: 'part', fields };
  const kept = await keepAdvice(staff, sent);
  return kept.ok ? ok(`/staff/remittances/${kept.value}`) : kept;
}

/** The mail's own words (file 0), the text of a PDF, or a spreadsheet as it came; null where there is none. */
async function saidIn(of: {
  readonly mailId: string;
  readonly fileNo: number;
}): Promise<{ readonly bytes: Uint8Array; readonly fileName?: string } | null> {
  const file = (await filesOfMail(staffDb(), of.mailId)).find(({ fileNo }) => fileNo === of.fileNo);
  if (file?.sha256 && isAdviceFile(file.mediaType)) {
    const read = await readDocument(webProducer(), { sha256: file.sha256 });
    return read.ok ? { bytes: read.value, fileName: file.name } : null;
  }
  const text = await textOfMail(staffDb(), of);
  return text === null ? null : { bytes: new TextEncoder().encode(text) };
}
