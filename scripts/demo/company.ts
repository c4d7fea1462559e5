import { sql } from 'kysely';
import { addMonthsClamped, type PlainDate } from '#app/kernel/plain-date.ts';
import type { Tx } from '#app/platform/db/transaction.server.ts';

export const TIME_ZONE = 'Europe/London';

/** The seller of the demo: made up, like everyone in it. Rates stay flat because exchange differences are not posted yet. */
export async function setUpDemoCompany(tx: Tx, today: PlainDate): Promise<void> {
  await tx
    .insertInto('company')
    .values({
      name: 'Calder Resources',
      legal_name: 'Calder Resources Ltd',
      address_lines: ['Ellen Street 14', 'Halifax HX1 2RD', 'United Kingdom'],
      tax_number: 'GB 418 2207 36',
      country: 'GB',
      base_currency: 'GBP',
      time_zone: TIME_ZONE,
      locale: 'en-GB',
      help_name: 'Ana Ruiz',
      help_email: 'billing@calder.example',
      help_phone: '01422 550142',
      help_hours: 'Mon to Fri, 8:00 to 17:30',
      mail_from: 'Calder Resources billing <billing@calder.example>',
    })
    .execute();
  await tx
    .insertInto('company_bank_accounts')
    .values([
      {
        currency: 'GBP',
        bank_name: 'First Pennine Bank',
        account_name: 'Calder Resources Ltd',
        account_number: '00000000',
        routing: '00-00-00',
      },
      {
        currency: 'MYR',
        bank_name: 'Bank Contoh Berhad',
        account_name: 'Calder Resources Ltd',
        account_number: '000000000000',
        routing: 'SWIFT XXXXMYKL',
      },
      {
        currency: 'AED',
        bank_name: 'Example Gulf Bank',
        account_name: 'Calder Resources Ltd',
        account_number: 'AE00 0000 0000 0000 0000 000',
        routing: 'SWIFT XXXXAEAD',
      },
    ])
    .execute();
  await tx
    .insertInto('tax_categories')
    .values([
      { code: 'S20', name: 'VAT', standard_code: 'S', rate_bp: 2000 },
      { code: 'S6', name: 'Service tax', standard_code: 'S', rate_bp: 600 },
      { code: 'S5', name: 'VAT', standard_code: 'S', rate_bp: 500 },
      { code: 'Z', name: 'Zero rated', standard_code: 'Z', rate_bp: 0 },
      { code: 'E', name: 'Exempt', standard_code: 'E', rate_bp: 0 },
    ])
    .execute();
  await tx
    .insertInto('einvoice_seller')
    .values({
      ...{ endpoint_scheme: '9932', endpoint_id: 'GB418220736', registration_id: '04182207', tin: 'C20880050010' },
      ...{
        msic_code: '46691',
        msic_name: 'Wholesale of industrial chemicals',
        changed_at: new Date(`${today}T00:00:00Z`),
      },
    })
    .execute();
  await exchangeRates(tx, today);
}

/** Rates that wander by two parts in a hundred: for the first and the last day of each month of three years. */
async function exchangeRates(tx: Tx, today: PlainDate): Promise<void> {
  await sql`insert into exchange_rates (currency, rate_on, rate)
    select c.code, d.day, round(c.rate * (1 + 0.02 * sin((d.day - date '2020-01-01') / 45.0))::numeric, 6)
    from (values ('MYR', 0.1750), ('AED', 0.2140), ('USD', 0.7860), ('EUR', 0.8480), ('KWD', 2.5600), ('JPY', 0.0052)) as c (code, rate),
      (select ${addMonthsClamped(today, -36)}::date as day
       union select (date_trunc('month', ${today}::date) - make_interval(months => n))::date from generate_series(0, 34) as n
       union select (date_trunc('month', ${today}::date) - make_interval(months => n))::date - 1 from generate_series(0, 34) as n) as d`.execute(
    tx,
  );
}
