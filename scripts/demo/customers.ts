import type { Random } from './random.ts';

/** What a demo customer buys: each line has its own rhythm and its own revenue account. */
export type Product = 'fly-ash-weekly' | 'fly-ash-monthly' | 'bottom-ash' | 'solar' | 'waste';
/** How they pay: most on time, some late, some in parts, some not at all for a while. */
export type Habit = 'prompt' | 'fair' | 'late' | 'very-late' | 'parts' | 'ahead' | 'stuck';

export type DemoCustomer = {
  number: string;
  name: string;
  addressLines: string[];
  country: string;
  taxNumber: string;
  language: 'en' | 'ms' | 'ar' | 'ml' | 'hi' | 'zh';
  currency: 'GBP' | 'MYR' | 'AED';
  termsDays: number;
  poRequired: boolean;
  products: Product[];
  habit: Habit;
  contact: { name: string; email: string };
};

const FIRST = [
  'Harrow',
  'Linden',
  'Calder',
  'Moss',
  'Ridge',
  'Ebor',
  'Aire',
  'Wharfe',
  'Pennine',
  'Oak',
  'Slate',
  'Bridge',
  'Mill',
  'Stone',
  'Heron',
  'Kestrel',
  'Alder',
  'Beck',
  'Tarn',
  'Fell',
];
const LAST = ['brook', 'ford', 'dale', 'field', 'gate', 'wick', 'ley', 'worth', 'side', 'bury'];
const TRADES: { name: string; products: Product[] }[] = [
  { name: 'Precast Ltd', products: ['fly-ash-weekly', 'solar'] },
  { name: 'Ready Mix Ltd', products: ['fly-ash-weekly', 'fly-ash-monthly', 'bottom-ash'] },
  { name: 'Block Works', products: ['fly-ash-monthly', 'bottom-ash'] },
  { name: 'Foods Ltd', products: ['solar', 'waste'] },
  { name: 'Care Homes', products: ['waste'] },
  { name: 'Logistics plc', products: ['solar', 'waste'] },
  { name: 'Joinery', products: ['waste'] },
  { name: 'Cold Store Ltd', products: ['solar'] },
];
const STREETS = ['Ellen Street', 'Dock Road', 'Station Lane', 'Canal Wharf', 'Mill Lane', 'Quarry Road'];
const TOWNS = [
  'Halifax HX1 2RD',
  'Leeds LS10 1EU',
  'Bradford BD3 9TN',
  'York YO26 6QR',
  'Hull HU9 1TA',
  'Rotherham S60 1DX',
];
const PEOPLE = [
  'Tom Wren',
  'Nadia Frost',
  'Iris Boyd',
  'Sam Oduya',
  'Lena Park',
  'Joel Marsh',
  'Ravi Sood',
  'Meg Tulley',
];

/** Six customers written by hand, for the scripts and currencies that must be seen; the rest are drawn. */
const NAMED: DemoCustomer[] = [
  named('C-20418', 'Lindenbrook Precast Ltd', ['Ellen Street 40', 'Halifax HX1 2RD'], {
    products: ['fly-ash-weekly', 'solar', 'waste'],
    habit: 'fair',
    poRequired: true,
    contact: { name: 'Tom Wren', email: 'tom.wren@lindenbrook.example' },
  }),
  named('C-30077', 'Sungai Merah Cement Sdn Bhd', ['Lot 12, Jalan Kapar', '42100 Klang', 'Selangor'], {
    country: 'MY',
    taxNumber: 'C20918273010',
    language: 'ms',
    currency: 'MYR',
    products: ['fly-ash-weekly', 'bottom-ash'],
    habit: 'late',
    contact: { name: 'Lim Wei Han', email: 'lim@sungaimerah.example' },
  }),
  named('C-40012', 'شركة الواحة للخرسانة', ['شارع الميناء 14', 'أبوظبي'], {
    country: 'AE',
    taxNumber: '100312345600003',
    language: 'ar',
    currency: 'AED',
    products: ['fly-ash-monthly', 'bottom-ash'],
    habit: 'late',
    contact: { name: 'سلمى الحداد', email: 'salma@alwaha.example' },
  }),
  named('C-50023', 'മലബാർ കെട്ടിട നിർമാണം', ['ബീച്ച് റോഡ് 7', 'കോഴിക്കോട്'], {
    language: 'ml',
    products: ['solar', 'waste'],
    habit: 'prompt',
    contact: { name: 'അനിത നായർ', email: 'anitha@malabar.example' },
  }),
  named('C-60031', 'गंगा भवन निर्माण', ['मंदिर मार्ग 22', 'वाराणसी'], {
    language: 'hi',
    products: ['bottom-ash', 'waste'],
    habit: 'fair',
    contact: { name: 'मीरा शर्मा', email: 'meera@gangabhavan.example' },
  }),
  named('C-70048', '江南混凝土有限公司', ['港口路 18 号', '宁波'], {
    language: 'zh',
    products: ['fly-ash-monthly', 'solar'],
    habit: 'prompt',
    contact: { name: '陈静', email: 'chenjing@jiangnan.example' },
  }),
];

function named(
  number: string,
  name: string,
  addressLines: string[],
  rest: Partial<DemoCustomer> & Pick<DemoCustomer, 'products' | 'habit' | 'contact'>,
): DemoCustomer {
  return {
    number,
    name,
    addressLines,
    country: 'GB',
    taxNumber: '',
    language: 'en',
    currency: 'GBP',
    termsDays: 30,
    poRequired: false,
    ...rest,
  };
}

/** The demo's customers: the named six and as many drawn ones as make `count`. */
export function demoCustomers(count: number, draw: Random): DemoCustomer[] {
  const seen = new Set<string>();
  const drawn: DemoCustomer[] = [];
  while (drawn.length < count - NAMED.length) {
    const trade = draw.pick(TRADES);
    const stem = draw.pick(FIRST) + draw.pick(LAST);
    // A letter three times in a row is no name.
    if (seen.has(stem) || /(.)\1\1/.test(stem)) continue;
    seen.add(stem);
    const index = drawn.length + 1;
    const currency = index % 12 === 0 ? 'MYR' : index % 15 === 0 ? 'AED' : 'GBP';
    drawn.push({
      number: `C-${21_000 + index * 7}`,
      name: `${stem} ${trade.name}`,
      addressLines: [`${draw.pick(STREETS)} ${draw.int(1, 180)}`, draw.pick(TOWNS)],
      country: currency === 'MYR' ? 'MY' : currency === 'AED' ? 'AE' : 'GB',
      taxNumber: draw.chance(0.7) ? `GB${draw.int(100_000_000, 999_999_999)}` : '',
      language: currency === 'MYR' ? 'ms' : 'en',
      currency,
      termsDays: draw.pick([14, 14, 30, 30, 30, 45]),
      poRequired: draw.chance(0.15),
      products: trade.products,
      habit: draw.pick([
        'prompt',
        'prompt',
        'prompt',
        'prompt',
        'late',
        'late',
        'very-late',
        'parts',
        'ahead',
        'stuck',
      ] as const),
      contact: { name: draw.pick(PEOPLE), email: `accounts@${stem.toLowerCase()}.example` },
    });
  }
  return [...NAMED, ...drawn];
}
