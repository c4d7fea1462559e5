import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { ok } from '#app/kernel/result.ts';
import { storeDocument } from '#app/modules/documents/commands/store-document.server.ts';
import { documentFaultOf } from '#app/modules/documents/queries/document-faults.server.ts';
import { getDocument } from '#app/modules/documents/queries/get-document.server.ts';
import { TEMPLATES_FOLDER } from '#app/modules/documents/templates/pdf-jobs.ts';
import { inTransaction } from '#app/platform/db/transaction.server.ts';
import { enqueue } from '#app/platform/jobs/jobs.server.ts';
import { createPdfRenderer } from '#app/platform/pdf/pdf-renderer.server.ts';
import { createFileStore, type FileStore } from '#app/platform/storage/file-store.server.ts';
import { mendDocuments } from '#app/workflows/mend-documents.server.ts';
import { ensureInvoicePdf, readDocument } from '#app/workflows/produce-document.server.ts';
import { useDatabase } from '#tests/support/database.ts';
import { useOutsideWorld } from '#tests/support/outside-world.ts';
import { nowInLondon } from '#tests/support/paying.ts';
import { aCustomer, anInvoice, issue, setUpCompany } from '#tests/support/people.ts';

const database = useDatabase();
const world = useOutsideWorld(database);
const disk = { isFull: false };
let folder: string;
let store: FileStore;

beforeAll(async () => {
  await setUpCompany(database.current.owner.db);
  folder = await mkdtemp(path.join(tmpdir(), 'tallystick-full-'));
  store = createFileStore(folder, async (at, bytes) => {
    if (disk.isFull) throw Object.assign(new Error('no space left on device'), { code: 'ENOSPC' });
    await writeFile(at, bytes);
  });
  Object.assign(world.current.outside, { files: store });
});
afterEach(() => {
  disk.isFull = false;
});
afterAll(() => rm(folder, { recursive: true }));

let people = 0;

async function anIssuedInvoice() {
  people += 1;
  const address = `papers-${people}@customer.example`;
  const customerId = await aCustomer(database.current.staff.db, { email: address });
  const invoice = await issue(database.current.staff.db, anInvoice(customerId, 20_000n));
  await inTransaction(database.current.staff.db, async (tx) =>
    ok(await enqueue(tx, 'produce-invoice', { invoiceId: invoice.id, deliver: 'yes' })),
  );
  return { invoice, customerId, inbox: () => world.current.mail.control.mails(address) };
}

const faultOf = (invoiceId: string) =>
  documentFaultOf(database.current.staff.db, { kind: 'invoice', subjectId: invoiceId });

/** The ten minutes after which what has no file is tried again, whatever became of the queue's own tries. */
async function tenMinutesLater() {
  await database.current.owner.pool.query('update document_faults set next_try_at = failed_at where mended_at is null');
  await mendDocuments(world.current.outside);
  return world.current.settle();
}

describe('while there is no space for documents', () => {
  test('an invoice is not sent, its page says why, and once there is space it goes out by itself, once', async () => {
    disk.isFull = true;
    const { invoice, inbox } = await anIssuedInvoice();
    const ran = await world.current.settle();
    expect(ran.failed.length).toBeGreaterThan(3);
    expect(inbox()).toHaveLength(0);
    expect(await getDocument(database.current.staff.db, { invoiceId: invoice.id })).toBeNull();
    expect(await faultOf(invoice.id)).toMatchObject({
      tries: ran.failed.length,
      deliver: true,
      reason: expect.stringContaining('no space left'),
    });

    // The queue has given the job up; the space comes back after that.
    disk.isFull = false;
    await tenMinutesLater();
    expect(inbox()).toHaveLength(1);
    const document = await getDocument(database.current.staff.db, { invoiceId: invoice.id });
    expect(inbox()[0]).toMatchObject({ attachments: [{ sha256: document!.sha256 }] });
    expect(await faultOf(invoice.id)).toBeNull();
    await tenMinutesLater();
    expect(inbox()).toHaveLength(1);
  });
});

describe('a layout that fails', () => {
  test('is told with its place on the page of the document, and tried again until it is mended', async () => {
    const root = path.resolve(import.meta.dirname, '../..');
    const templates = mkdtempSync(path.join(tmpdir(), 'broken-templates-'));
    cpSync(path.join(root, TEMPLATES_FOLDER), templates, { recursive: true });
    writeFileSync(path.join(templates, 'invoice.typ'), '#let render(data, rest) = [#data.no-such-field]');
    const whole = world.current.outside.pdf;
    const broken = createPdfRenderer({ projectRoot: root, templates: path.relative(root, templates), workers: 1 });
    Object.assign(world.current.outside, { pdf: broken });
    const { invoice, inbox } = await anIssuedInvoice();
    await world.current.settle();
    const refused = await ensureInvoicePdf(world.current.outside, invoice.id);
    expect(refused).toMatchObject({ ok: false, refusal: { code: 'not-made' } });
    expect((await faultOf(invoice.id))?.reason).toMatch(/^invoice\.typ: .*no-such-field/);
    expect(inbox()).toHaveLength(0);

    Object.assign(world.current.outside, { pdf: whole });
    await broken.close();
    rmSync(templates, { recursive: true });
    await tenMinutesLater();
    expect(inbox()).toHaveLength(1);
    expect(await faultOf(invoice.id)).toBeNull();
  });
});

describe('a file that was made', () => {
  test('stays the one of its document: nothing replaces its note, and other bytes are not handed out', async () => {
    const { invoice, customerId } = await anIssuedInvoice();
    await world.current.settle();
    const document = (await getDocument(database.current.staff.db, { invoiceId: invoice.id }))!;
    const other = {
      ...{ kind: 'invoice' as const, customerId, invoiceId: invoice.id, paymentId: null, fileName: 'other.pdf' },
      ...{ mediaType: 'application/pdf', sha256: 'a'.repeat(64), sizeBytes: 3 },
    };
    const second = await inTransaction(database.current.staff.db, async (tx) =>
      ok(await storeDocument(tx, other, nowInLondon())),
    );
    expect(second).toEqual({ ok: true, value: false });
    for (const change of [
      "update documents set sha256 = repeat('b', 64)",
      'delete from documents',
      'truncate documents cascade',
    ])
      await expect(database.current.owner.pool.query(change)).rejects.toMatchObject({ code: 'TS001' });
    expect((await getDocument(database.current.staff.db, { invoiceId: invoice.id }))?.sha256).toBe(document.sha256);

    const { sha256 } = document;
    await writeFile(path.join(folder, sha256.slice(0, 2), sha256.slice(2, 4), sha256), '%PDF-1.7 something else');
    expect(await readDocument(world.current.outside, document)).toEqual({ ok: false, refusal: 'corrupt' });
  });
});
