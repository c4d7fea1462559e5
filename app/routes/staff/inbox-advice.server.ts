import type { StaffRequest } from '#app/guards/require-staff.server.ts';
import { ok, type Result, refuse } from '#app/kernel/result.ts';
import { mayStaff } from '#app/modules/auth/types.ts';
import { textOfMail } from '#app/modules/inbox/queries/text-of-mail.server.ts';
import { staffDb } from '#app/platform/db/handles.server.ts';
import { type FormRefusal, formRefusal } from '#app/platform/http/form.server.ts';
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
  const text = /^\d{1,2}$/.test(part) ? await textOfMail(staffDb(), { mailId, fileNo: Number(part) }) : null;
  if (text === null)
    return no('No text can be read there. Look at the file, and paste its rows under Remittance advice.');
  const sent = { bytes: new TextEncoder().encode(text), source: 'mail' as const, mailId, field: 'part', fields };
  const kept = await keepAdvice(staff, sent);
  return kept.ok ? ok(`/staff/remittances/${kept.value}`) : kept;
}
