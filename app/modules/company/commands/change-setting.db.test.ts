import { beforeAll, describe, expect, it } from 'vitest';
import { plainDate } from '#app/kernel/plain-date.ts';
import type { Moment } from '#app/platform/clock/clock.server.ts';
import { inTransaction } from '#app/platform/db/transaction.server.ts';
import { useDatabase } from '#tests/support/database.ts';
import { CLERK, on, setUpCompany } from '#tests/support/people.ts';
import { getBranding } from '../queries/get-branding.server.ts';
import { getCompany } from '../queries/get-company.server.ts';
import { listSettings, plannedSettings, seriesOn } from '../queries/list-settings.server.ts';
import { listTaxCategories } from '../queries/list-tax-categories.server.ts';
import type { SettingName } from '../types.ts';
import { changeSetting, type SettingChange } from './change-setting.server.ts';
import { withdrawSetting } from './withdraw-setting.server.ts';

const database = useDatabase();
const db = () => database.current.staff.db;
const TODAY = on('2026-04-01');

beforeAll(() => setUpCompany(database.current.owner.db));

const change = <What extends SettingName>(of: Omit<SettingChange<What>, 'reason'>, moment: Moment = TODAY) =>
  inTransaction(db(), (tx) => changeSetting(tx, CLERK, { ...of, reason: 'moved house' }, moment));
const names = (name: string) => ({ name, legalName: `${name} Ltd`, addressLines: ['2 New Road', 'Halifax'] });

async function planned(fromOn: string, name: string): Promise<string> {
  const made = await change({ what: 'names', fromOn: plainDate(fromOn), value: names(name) });
  if (!made.ok) throw new Error(made.refusal.code);
  return made.value.versionId;
}

describe('a setting of the company', () => {
  it('holds from its day, and before it what was set up stays', async () => {
    await planned('2026-05-01', 'Calder Stone');
    expect(await getCompany(db(), { on: plainDate('2026-04-30') })).toMatchObject({ name: 'Calder Test' });
    expect(await getCompany(db(), { on: plainDate('2026-05-01') })).toMatchObject(names('Calder Stone'));
    const { before, after, reason } = await db()
      .selectFrom('audit_records')
      .select(['before', 'after', 'reason'])
      .where('action', '=', 'setting.changed')
      .executeTakeFirstOrThrow();
    expect({ before, after, reason }).toMatchObject({
      before: { name: 'Calder Test' },
      after: { name: 'Calder Stone', fromOn: '2026-05-01' },
      reason: 'moved house',
    });
  });

  it('leaves what was issued before it was made as it was, whatever day it holds from', async () => {
    const issuedAt = new Date('2026-04-02T09:00:00Z');
    await change(
      { what: 'tax_number', fromOn: plainDate('2026-04-02'), value: { taxNumber: 'GB 1' } },
      on('2026-04-02'),
    );
    const day = plainDate('2026-04-02');
    expect(await getCompany(db(), { on: day, knownAt: issuedAt })).toMatchObject({ taxNumber: '' });
    expect(await getCompany(db(), { on: day })).toMatchObject({ taxNumber: 'GB 1' });
  });

  it('is undone by another version on the same day: the one made last counts', async () => {
    const accent = (accentColour: string) =>
      change({
        what: 'branding',
        fromOn: plainDate('2026-04-01'),
        value: { logo: null, accentColour, footerLines: [] },
      });
    expect((await accent('#7a1f1f')).ok).toBe(true);
    expect((await accent('#1f4a7a')).ok).toBe(true);
    expect(await getBranding(db(), plainDate('2026-04-01'))).toMatchObject({ accentColour: '#1f4a7a' });
    expect(await accent('#1f4a7a')).toMatchObject({ refusal: { code: 'nothing-changed' } });
  });

  it('is taken back before its day and never after', async () => {
    const versionId = await planned('2026-06-01', 'Calder Gravel');
    const take = (moment: Moment) => inTransaction(db(), (tx) => withdrawSetting(tx, CLERK, { versionId }, moment));
    expect(await take(on('2026-06-01'))).toMatchObject({ refusal: { code: 'holds-already' } });
    expect(await plannedSettings(db(), plainDate('2026-05-31'))).toHaveLength(1);
    expect((await take(on('2026-05-31'))).ok).toBe(true);
    expect(await take(on('2026-05-31'))).toMatchObject({ refusal: { code: 'already-withdrawn' } });
    expect(await getCompany(db(), { on: plainDate('2026-06-02') })).toMatchObject({ name: 'Calder Stone' });
    expect((await listSettings(db(), { what: 'names' })).map((one) => one.withdrawn?.byName)).toEqual([
      CLERK.name,
      undefined,
    ]);
  });

  it('is never dated back, by the program or behind it; a time zone begins tomorrow at the earliest', async () => {
    const zone = (fromOn: string) =>
      change({ what: 'time_zone', fromOn: plainDate(fromOn), value: { timeZone: 'Asia/Kuala_Lumpur' } });
    expect(await change({ what: 'names', fromOn: plainDate('2026-03-31'), value: names('Late') })).toMatchObject({
      refusal: { code: 'dated-back', firstOn: '2026-04-01' },
    });
    expect(await zone('2026-04-01')).toMatchObject({ refusal: { code: 'dated-back', firstOn: '2026-04-02' } });
    expect((await zone('2026-04-03')).ok).toBe(true);
    const behind = database.current.owner.pool.query(
      `insert into company_versions (what, from_on, value, made_by_name, made_at) values ('tax_number', '2026-01-01', '{"taxNumber": ""}', 'Mallory', '2026-04-01')`,
    );
    await expect(behind).rejects.toMatchObject({ constraint: 'company_version_not_dated_back' });
    await expect(
      database.current.owner.pool.query(`update company_versions set from_on = '2026-01-01'`),
    ).rejects.toMatchObject({ constraint: 'append_only' });
  });
});

describe('taxes and numbers', () => {
  it('a rate holds from its day; a category that charges nothing is given none', async () => {
    const rate = (key: string, rateBp: number) =>
      change({ what: 'tax_rate', key, fromOn: plainDate('2026-07-01'), value: { rateBp } });
    expect((await rate('S20', 2250)).ok).toBe(true);
    const bp = async (day: string) =>
      (await listTaxCategories(db(), plainDate(day))).find(({ code }) => code === 'S20')?.rateBp;
    expect([await bp('2026-06-30'), await bp('2026-07-01')]).toEqual([2000, 2250]);
    expect(await rate('Z', 500)).toMatchObject({ refusal: { code: 'does-not-fit' } });
    expect(await rate('S20', 10_001)).toMatchObject({ refusal: { code: 'does-not-fit' } });
  });

  it('numbers take their new shape from the day and run on; no two series share a prefix', async () => {
    const shape = (key: string, prefix: string) =>
      change({ what: 'series', key, fromOn: plainDate('2026-04-01'), value: { prefix, pad: 8 } });
    expect(await shape('CN', 'INV-')).toMatchObject({ refusal: { code: 'prefix-taken' } });
    expect(await shape('INV', 'INV2')).toMatchObject({ refusal: { code: 'does-not-fit' } });
    expect((await shape('INV', 'R/26-')).ok).toBe(true);
    expect((await seriesOn(db(), plainDate('2026-04-01'))).find(({ code }) => code === 'INV')).toEqual({
      code: 'INV',
      prefix: 'R/26-',
      pad: 8,
      nextNo: 1n,
    });
  });
});

it('no login of the program can change the company by hand, remove it or add another', async () => {
  const { pool } = database.current.staff;
  await expect(pool.query('delete from company')).rejects.toThrow('permission denied');
  await expect(pool.query("insert into company (name) values ('Second')")).rejects.toThrow('permission denied');
  await expect(pool.query("update company set name = 'Other'")).rejects.toThrow('permission denied');
});
