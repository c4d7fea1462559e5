import type { ReadDb } from '#app/platform/db/transaction.server.ts';

/** What a mail says: its own words (file 0), or the text of one of its PDFs; null where there is none. */
export async function textOfMail(
  db: ReadDb,
  { mailId, fileNo }: { readonly mailId: string; readonly fileNo: number },
): Promise<string | null> {
  if (fileNo === 0) {
    const mail = await db.selectFrom('inbound_mails').select('body').where('id', '=', mailId).executeTakeFirst();
    return mail?.body || null;
  }
  const file = await db
    .selectFrom('inbound_files')
    .select('body')
    .where('mail_id', '=', mailId)
    .where('file_no', '=', fileNo)
    .executeTakeFirst();
  return file?.body || null;
}
