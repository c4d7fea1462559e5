import type { DocumentLanguage } from '#app/modules/documents/rules/labels.ts';

type Reason =
  | 'price'
  | 'quantity'
  | 'not_delivered'
  | 'quality'
  | 'duplicate'
  | 'wrong_customer'
  | 'tax'
  | 'cancellation'
  | 'goodwill'
  | 'waiver'
  | 'late_fee'
  | 'missed'
  | 'other';

/** Why a document corrects another, as its customer reads it. English stands in the table of reasons. */
const WORDS: Record<Exclude<DocumentLanguage, 'en'>, Record<Reason, string>> = {
  ms: {
    price: 'Harga tidak betul',
    quantity: 'Kuantiti tidak betul',
    not_delivered: 'Tidak dihantar',
    quality: 'Rosak, atau mutu tidak seperti yang dipersetujui',
    duplicate: 'Dibilkan dua kali',
    wrong_customer: 'Bukan untuk anda',
    tax: 'Cukai tidak betul',
    cancellation: 'Dibatalkan',
    goodwill: 'Sebagai tanda muhibah',
    waiver: 'Kami tidak mengenakan caj ini',
    late_fee: 'Faedah atau caj kerana bayaran lewat',
    missed: 'Tertinggal daripada invois',
    other: 'Pembetulan',
  },
  ar: {
    price: 'السعر غير صحيح',
    quantity: 'الكمية غير صحيحة',
    not_delivered: 'لم يتم التسليم',
    quality: 'تالف أو ليس بالجودة المتفق عليها',
    duplicate: 'فُوتِر مرتين',
    wrong_customer: 'ليس موجهاً إليكم',
    tax: 'الضريبة غير صحيحة',
    cancellation: 'ملغى',
    goodwill: 'لفتة تقدير',
    waiver: 'لا نتقاضى هذا المبلغ',
    late_fee: 'فائدة أو رسم بسبب تأخر الدفع',
    missed: 'سقط سهواً من الفاتورة',
    other: 'تصحيح',
  },
  ml: {
    price: 'വില ശരിയായിരുന്നില്ല',
    quantity: 'അളവ് ശരിയായിരുന്നില്ല',
    not_delivered: 'എത്തിച്ചില്ല',
    quality: 'കേടുപാടുള്ളത്, അല്ലെങ്കിൽ സമ്മതിച്ച ഗുണനിലവാരമില്ല',
    duplicate: 'രണ്ടു തവണ ബിൽ ചെയ്തു',
    wrong_customer: 'നിങ്ങൾക്കുള്ളതല്ല',
    tax: 'നികുതി ശരിയായിരുന്നില്ല',
    cancellation: 'റദ്ദാക്കി',
    goodwill: 'സൗമനസ്യമായി',
    waiver: 'ഇത് ഞങ്ങൾ ഈടാക്കുന്നില്ല',
    late_fee: 'വൈകിയ പണമടയ്ക്കലിനുള്ള പലിശ അല്ലെങ്കിൽ ഫീസ്',
    missed: 'ഇൻവോയ്സിൽ വിട്ടുപോയത്',
    other: 'തിരുത്തൽ',
  },
};

/** The words of a reason in the language of a document; a reason we have no words for keeps its English ones. */
export function reasonWords(reason: { code: string; words: string }, language: DocumentLanguage): string {
  if (language === 'en') return reason.words;
  const known: Readonly<Record<string, string>> = WORDS[language];
  return known[reason.code] ?? reason.words;
}
