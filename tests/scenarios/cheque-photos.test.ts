import { createHash } from 'node:crypto';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { chequePhotos } from '#app/modules/documents/queries/cheque-photos.server.ts';
import { readAsPortal } from '#app/platform/db/portal-scope.server.ts';
import { constraintOf } from '#app/platform/db/transaction.server.ts';
import { createFileStore } from '#app/platform/storage/file-store.server.ts';
import { keepChequePhoto } from '#app/workflows/keep-cheque-photo.server.ts';
import { readDocument } from '#app/workflows/produce-document.server.ts';
import { aCheque, setUpBank, take } from '#tests/support/cheques.ts';
import { useDatabase } from '#tests/support/database.ts';
import { aCustomer, CLERK, on, setUpCompany } from '#tests/support/people.ts';

const database = useDatabase();
const db = () => database.current.staff.db;
const files = createFileStore(mkdtempSync(path.join(tmpdir(), 'cheque-photos-')));
const MOMENT = on('2026-04-08');
const jpeg = (mark: number, length = 500) =>
  Uint8Array.from({ length }, (_, at) => [0xff, 0xd8, 0xff, 0xe0][at] ?? (at + mark) % 251);
let customerId = '';
let instrumentId = '';

beforeAll(async () => {
  await setUpCompany(database.current.owner.db);
  await setUpBank(database.current.owner.db);
  customerId = await aCustomer(db());
  instrumentId = (await take(db(), aCheque(customerId, 90_000n, '2026-04-07'), { apply: { kind: 'none' } })).id;
});

const keep = (bytes: Uint8Array, id = instrumentId) =>
  keepChequePhoto({ db: db(), files }, CLERK, { instrumentId: id, bytes }, MOMENT);

describe('the picture of a cheque', () => {
  it('is kept as it was sent, under its digest, and once', async () => {
    expect(await keep(jpeg(1))).toEqual({ ok: true, value: { isNew: true } });
    expect(await keep(jpeg(1))).toEqual({ ok: true, value: { isNew: false } });
    expect(await keep(jpeg(2))).toEqual({ ok: true, value: { isNew: true } });
    const [front, ...others] = await chequePhotos(db(), instrumentId);
    expect(others).toHaveLength(1);
    expect(front).toMatchObject({ mediaType: 'image/jpeg', sizeBytes: 500, fileName: 'cheque-1.jpg' });
    expect(front?.sha256).toBe(createHash('sha256').update(jpeg(1)).digest('hex'));
    const bytes = await readDocument({ files } as never, front!);
    expect(bytes.ok && [...bytes.value]).toEqual([...jpeg(1)]);
  });

  it('is refused when it is no picture, too large, of no cheque, or one too many', async () => {
    const code = async (kept: ReturnType<typeof keep>) => {
      const done = await kept;
      return done.ok ? 'kept' : done.refusal.code;
    };
    expect(await code(keep(new TextEncoder().encode('<svg onload="alert(1)">................</svg>')))).toBe(
      'no-picture',
    );
    expect(await code(keep(jpeg(3, 10 * 1024 * 1024 + 1)))).toBe('no-picture');
    expect(await code(keep(jpeg(3), customerId))).toBe('unknown-cheque');
    for (let mark = 3; mark < 9; mark += 1) expect(await code(keep(jpeg(mark)))).toBe('kept');
    expect(await code(keep(jpeg(9)))).toBe('enough');
  });

  it('is seen by neither the customer nor a partner, whatever they ask for', async () => {
    const seen = await readAsPortal(database.current.portal.db, { kind: 'customer', customerId }, (tx) =>
      tx.selectFrom('documents').select('kind').execute(),
    );
    expect(seen.map((row) => row.kind)).not.toContain('cheque_photo');
    const { rows } = await database.current.owner.pool.query<{ role: string }>(
      `select unnest(roles)::text as role from pg_policies
       where tablename = 'documents' and policyname = 'no_photos' and permissive = 'RESTRICTIVE' order by 1`,
    );
    expect(rows.map((row) => row.role)).toEqual(['tallystick_partner', 'tallystick_portal']);
  });

  it('is an image in the table too: a page or a huge file under that name is refused', async () => {
    for (const [type, size] of [
      ['text/html', 10],
      ['image/jpeg', 10 * 1024 * 1024 + 1],
    ] as const) {
      const planted = database.current.staff.pool.query(
        `insert into documents (customer_id, kind, file_name, media_type, sha256, size_bytes, produced_at, instrument_id)
         values ($1, 'cheque_photo', 'x', $2, repeat('0', 64), $3, now(), $4)`,
        [customerId, type, size, instrumentId],
      );
      await expect(planted.catch((error: unknown) => constraintOf(error))).resolves.toBe('documents_photo_check');
    }
  });
});
