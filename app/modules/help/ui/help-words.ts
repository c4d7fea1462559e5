import type { Language } from '#app/modules/customers/types.ts';
import type { HelpSlug } from '../types.ts';

/** The heads of help in one language: what stands around the pages. */
export type HelpWords = {
  readonly help: string;
  readonly search: string;
  readonly searchButton: string;
  readonly found: string;
  readonly nothing: string;
  readonly all: string;
  /** Said on a page that is not written in the language chosen; empty in English. */
  readonly onlyEnglish: string;
  readonly languages: string;
  readonly titles: Readonly<Record<HelpSlug, string>>;
};

export const HELP_WORDS: Readonly<Record<Language, HelpWords>> = {
  en: {
    ...{ help: 'Help', search: 'Search help', searchButton: 'Search', found: 'Found', all: 'All help pages' },
    nothing: 'Nothing matches. Try another word, or look through the list.',
    ...{ onlyEnglish: '', languages: 'Language' },
    titles: {
      'reading-an-invoice': 'How to read an invoice',
      'payment-terms': 'When to pay',
      'paying-and-fees': 'Ways to pay, and what they cost',
      'asking-and-disputing': 'Questions, and when something is wrong',
      'payment-plans': 'Paying in parts',
      promises: 'Saying when you will pay',
      'automatic-payment': 'Paying automatically',
      statements: 'Statements',
      'people-and-approval': 'People of your company, and approval',
      'signing-in': 'Signing in without a password',
      'your-data': 'Your data',
    },
  },
  ms: {
    ...{
      help: 'Bantuan',
      search: 'Cari bantuan',
      searchButton: 'Cari',
      found: 'Dijumpai',
      all: 'Semua halaman bantuan',
    },
    nothing: 'Tiada yang sepadan. Cuba perkataan lain, atau lihat senarai.',
    ...{ onlyEnglish: 'Halaman ini hanya ada dalam bahasa Inggeris.', languages: 'Bahasa' },
    titles: {
      'reading-an-invoice': 'Cara membaca invois',
      'payment-terms': 'Bila perlu membayar',
      'paying-and-fees': 'Cara membayar dan kosnya',
      'asking-and-disputing': 'Soalan, dan apabila ada yang salah',
      'payment-plans': 'Membayar secara ansuran',
      promises: 'Memberitahu bila anda akan membayar',
      'automatic-payment': 'Bayaran automatik',
      statements: 'Penyata',
      'people-and-approval': 'Orang di syarikat anda, dan kelulusan',
      'signing-in': 'Log masuk tanpa kata laluan',
      'your-data': 'Data anda',
    },
  },
  ar: {
    ...{
      help: 'المساعدة',
      search: 'البحث في المساعدة',
      searchButton: 'بحث',
      found: 'النتائج',
      all: 'كل صفحات المساعدة',
    },
    nothing: 'لا توجد نتائج. جرّبوا كلمة أخرى أو تصفحوا القائمة.',
    ...{ onlyEnglish: 'هذه الصفحة متوفرة بالإنجليزية فقط.', languages: 'اللغة' },
    titles: {
      'reading-an-invoice': 'كيف تقرؤون الفاتورة',
      'payment-terms': 'موعد الدفع',
      'paying-and-fees': 'طرق الدفع وتكلفتها',
      'asking-and-disputing': 'الأسئلة، وعندما يكون هناك خطأ',
      'payment-plans': 'الدفع على أقساط',
      promises: 'إبلاغنا بموعد الدفع',
      'automatic-payment': 'الدفع التلقائي',
      statements: 'كشوف الحساب',
      'people-and-approval': 'أشخاص شركتكم والموافقات',
      'signing-in': 'الدخول بدون كلمة مرور',
      'your-data': 'بياناتكم',
    },
  },
  ml: {
    ...{ help: 'സഹായം', search: 'സഹായത്തിൽ തിരയുക', searchButton: 'തിരയുക', found: 'കണ്ടെത്തിയവ', all: 'എല്ലാ സഹായ പേജുകളും' },
    nothing: 'ഒന്നും കണ്ടെത്തിയില്ല. മറ്റൊരു വാക്ക് ശ്രമിക്കുക, അല്ലെങ്കിൽ പട്ടിക നോക്കുക.',
    ...{ onlyEnglish: 'ഈ പേജ് ഇംഗ്ലീഷിൽ മാത്രമേ ഉള്ളൂ.', languages: 'ഭാഷ' },
    titles: {
      'reading-an-invoice': 'ഇൻവോയ്സ് എങ്ങനെ വായിക്കാം',
      'payment-terms': 'എപ്പോൾ പണമടയ്ക്കണം',
      'paying-and-fees': 'പണമടയ്ക്കാനുള്ള വഴികളും ചെലവും',
      'asking-and-disputing': 'ചോദ്യങ്ങളും, എന്തെങ്കിലും തെറ്റാണെങ്കിലും',
      'payment-plans': 'തവണകളായി അടയ്ക്കൽ',
      promises: 'എപ്പോൾ അടയ്ക്കുമെന്ന് അറിയിക്കൽ',
      'automatic-payment': 'സ്വയമേവയുള്ള പേയ്മെന്റ്',
      statements: 'സ്റ്റേറ്റ്മെന്റുകൾ',
      'people-and-approval': 'നിങ്ങളുടെ കമ്പനിയിലെ ആളുകളും അംഗീകാരവും',
      'signing-in': 'പാസ്‌വേഡ് ഇല്ലാതെ സൈൻ ഇൻ ചെയ്യൽ',
      'your-data': 'നിങ്ങളുടെ വിവരങ്ങൾ',
    },
  },
  hi: {
    ...{ help: 'सहायता', search: 'सहायता में खोजें', searchButton: 'खोजें', found: 'मिला', all: 'सहायता के सभी पेज' },
    nothing: 'कुछ नहीं मिला। दूसरा शब्द आज़माएँ, या सूची देखें।',
    ...{ onlyEnglish: 'यह पेज केवल अंग्रेज़ी में है।', languages: 'भाषा' },
    titles: {
      'reading-an-invoice': 'इनवॉइस कैसे पढ़ें',
      'payment-terms': 'कब भुगतान करें',
      'paying-and-fees': 'भुगतान के तरीके और उनका ख़र्च',
      'asking-and-disputing': 'सवाल, और जब कुछ ग़लत हो',
      'payment-plans': 'किस्तों में भुगतान',
      promises: 'बताना कि आप कब भुगतान करेंगे',
      'automatic-payment': 'अपने आप भुगतान',
      statements: 'स्टेटमेंट',
      'people-and-approval': 'आपकी कंपनी के लोग, और मंज़ूरी',
      'signing-in': 'बिना पासवर्ड साइन इन',
      'your-data': 'आपका डेटा',
    },
  },
  zh: {
    ...{ help: '帮助', search: '搜索帮助', searchButton: '搜索', found: '搜索结果', all: '所有帮助页面' },
    nothing: '没有匹配的内容。请换一个词，或查看列表。',
    ...{ onlyEnglish: '此页面仅有英文版。', languages: '语言' },
    titles: {
      'reading-an-invoice': '如何阅读发票',
      'payment-terms': '何时付款',
      'paying-and-fees': '付款方式与费用',
      'asking-and-disputing': '疑问与错误',
      'payment-plans': '分期付款',
      promises: '告知付款日期',
      'automatic-payment': '自动付款',
      statements: '对账单',
      'people-and-approval': '贵公司的人员与审批',
      'signing-in': '无需密码登录',
      'your-data': '您的数据',
    },
  },
};
