import type { Language } from '#app/modules/customers/types.ts';

type Sentence = Readonly<Record<Language, string>>;

/**
 * What the system itself says in a thread, in each language a customer is written to in. A thread keeps the English words, as
 * evidence; who reads them gets their own (`inLanguage`). A sentence that was ever said is never changed here: add another.
 */
const SENTENCES = {
  paid: {
    en: 'This is paid now, the part in question too. We go on looking at it as a claim for the money back: what we agree to you get back or use for another invoice.',
    ms: 'Ini kini telah dibayar, termasuk bahagian yang dipersoalkan. Kami terus menyemaknya sebagai tuntutan bayaran balik: apa yang kami persetujui akan dikembalikan kepada anda atau digunakan untuk invois lain.',
    ar: 'دُفعت هذه الفاتورة الآن، بما فيها الجزء قيد النظر. نواصل النظر فيها كمطالبة باسترداد المبلغ: ما نوافق عليه يُعاد إليكم أو يُستخدم لفاتورة أخرى.',
    ml: 'ഇത് ഇപ്പോൾ അടച്ചു, ചോദ്യത്തിലുള്ള തുക ഉൾപ്പെടെ. പണം തിരികെ ലഭിക്കാനുള്ള അപേക്ഷയായി ഞങ്ങൾ ഇത് തുടർന്നും പരിശോധിക്കും: ഞങ്ങൾ അംഗീകരിക്കുന്ന തുക നിങ്ങൾക്ക് തിരികെ കിട്ടും, അല്ലെങ്കിൽ മറ്റൊരു ഇൻവോയ്സിന് ഉപയോഗിക്കാം.',
    hi: 'अब इसका भुगतान हो गया है, जिस राशि पर सवाल है उसका भी। हम इसे पैसे वापसी के दावे के रूप में देखते रहेंगे: जितना हम मानेंगे, वह आपको वापस मिलेगा या किसी दूसरे इनवॉइस में लगेगा।',
    zh: '该款项现已付清，包括有疑问的金额。我们将其作为退款申请继续处理：我们同意的金额将退还给您，或用于其他发票。',
  },
  openAgain: {
    en: 'The payment did not stay with us, so this is open again. You need not pay the part in question while we look at it.',
    ms: 'Bayaran itu tidak kekal pada kami, jadi ini terbuka semula. Anda tidak perlu membayar bahagian yang dipersoalkan sementara kami menyemaknya.',
    ar: 'لم تبقَ الدفعة لدينا، لذا عادت هذه الفاتورة مفتوحة. لا يلزمكم دفع الجزء قيد النظر ما دمنا ننظر فيه.',
    ml: 'ആ പണം ഞങ്ങളുടെ പക്കൽ നിലനിന്നില്ല, അതിനാൽ ഇത് വീണ്ടും അടയ്ക്കാനുണ്ട്. ഞങ്ങൾ പരിശോധിക്കുന്നതുവരെ ചോദ്യത്തിലുള്ള തുക അടയ്ക്കേണ്ടതില്ല.',
    hi: 'भुगतान हमारे पास नहीं टिका, इसलिए यह फिर से बकाया है। जब तक हम देख रहे हैं, जिस राशि पर सवाल है उसका भुगतान ज़रूरी नहीं।',
    zh: '该笔付款未能保留在我们账上，因此款项重新变为未付。在我们核查期间，您无需支付有疑问的金额。',
  },
  credited: {
    en: 'Credit note {number} over {amount} was issued for this invoice. We check whether it answers this.',
    ms: 'Nota kredit {number} berjumlah {amount} telah dikeluarkan untuk invois ini. Kami menyemak sama ada ia menyelesaikan perkara ini.',
    ar: 'صدر لهذه الفاتورة إشعار الدائن {number} بمبلغ {amount}. نتحقق مما إذا كان يجيب عن سؤالكم.',
    ml: 'ഈ ഇൻവോയ്സിന് {amount} തുകയുടെ ക്രെഡിറ്റ് നോട്ട് {number} നൽകി. ഇത് നിങ്ങളുടെ ചോദ്യത്തിന് മറുപടിയാകുമോ എന്ന് ഞങ്ങൾ പരിശോധിക്കുന്നു.',
    hi: 'इस इनवॉइस के लिए {amount} का क्रेडिट नोट {number} जारी हुआ है। हम देख रहे हैं कि क्या इससे आपकी बात का हल होता है।',
    zh: '已为此发票开具贷项通知单 {number}，金额 {amount}。我们正在核实它是否解决了您的问题。',
  },
  joinedInto: {
    en: 'This goes on together with {number}.',
    ms: 'Perkara ini diteruskan bersama {number}.',
    ar: 'يُتابَع هذا مع {number}.',
    ml: 'ഇത് {number} എന്നതിനോടൊപ്പം തുടരും.',
    hi: 'यह अब {number} के साथ आगे बढ़ेगा।',
    zh: '此事与 {number} 合并处理。',
  },
  joined: {
    en: '{number} was joined with this.',
    ms: '{number} telah digabungkan dengan perkara ini.',
    ar: 'ضُمّ {number} إلى هذا.',
    ml: '{number} ഇതിനോട് ചേർത്തു.',
    hi: '{number} को इसके साथ जोड़ दिया गया है।',
    zh: '{number} 已并入此事。',
  },
  partOf: {
    en: 'We look at this part of {number} by itself.',
    ms: 'Kami menyemak bahagian {number} ini secara berasingan.',
    ar: 'ننظر في هذا الجزء من {number} على حدة.',
    ml: '{number} എന്നതിന്റെ ഈ ഭാഗം ഞങ്ങൾ പ്രത്യേകം പരിശോധിക്കും.',
    hi: '{number} के इस हिस्से को हम अलग से देख रहे हैं।',
    zh: '我们单独处理 {number} 的这一部分。',
  },
  partTaken: {
    en: 'We look at a part of this by itself: {number}.',
    ms: 'Kami menyemak sebahagian daripada perkara ini secara berasingan: {number}.',
    ar: 'ننظر في جزء من هذا على حدة: {number}.',
    ml: 'ഇതിന്റെ ഒരു ഭാഗം ഞങ്ങൾ പ്രത്യേകം പരിശോധിക്കും: {number}.',
    hi: 'इसके एक हिस्से को हम अलग से देख रहे हैं: {number}।',
    zh: '我们单独处理此事的一部分：{number}。',
  },
  inPlan: {
    en: 'This is in your payment plan. The plan goes on with its dates; what we agree to is taken off its last payments.',
    ms: 'Ini termasuk dalam pelan bayaran anda. Pelan itu diteruskan mengikut tarikhnya; apa yang kami persetujui ditolak daripada bayaran terakhirnya.',
    ar: 'هذا ضمن خطة الدفع الخاصة بكم. تستمر الخطة بتواريخها، وما نوافق عليه يُخصم من دفعاتها الأخيرة.',
    ml: 'ഇത് നിങ്ങളുടെ പേയ്മെന്റ് പ്ലാനിലുണ്ട്. പ്ലാൻ അതിന്റെ തീയതികളിൽ തുടരും; ഞങ്ങൾ അംഗീകരിക്കുന്നത് അവസാന അടവുകളിൽ നിന്ന് കുറയ്ക്കും.',
    hi: 'यह आपकी भुगतान योजना में है। योजना अपनी तारीखों पर चलती रहेगी; जितना हम मानेंगे, वह उसके आखिरी भुगतानों से घटेगा।',
    zh: '此款项在您的付款计划中。计划按原日期继续；我们同意的金额将从最后几期付款中扣除。',
  },
} as const satisfies Record<string, Sentence>;

export type SentenceName = keyof typeof SENTENCES;
export const SENTENCE_NAMES = Object.keys(SENTENCES) as readonly SentenceName[];
type Values = { readonly number?: string; readonly amount?: string };

const filled = (template: string, values: Values): string =>
  template.replaceAll(/\{(number|amount)\}/g, (_, name: keyof Values) => values[name] ?? '');

/** A sentence as the thread keeps it, in English. `amount`: formatted. */
export const sentence = (name: SentenceName, values: Values = {}): string => filled(SENTENCES[name].en, values);

/** The English sentences as patterns; that none is taken for another stands in the test. */
const PATTERNS = SENTENCE_NAMES.map((name) => {
  const literal = SENTENCES[name].en.replaceAll(/[.*+?^$()|[\]\\]/g, '\\$&');
  return { name, pattern: new RegExp(`^${literal.replaceAll(/\{(number|amount)\}/g, '(?<$1>.+?)')}$`) };
});

/** What the system said in a thread, in a reader's language; as it stands where it is no sentence of ours or the language none of ours. */
export function inLanguage(body: string, language: string): string {
  for (const { name, pattern } of PATTERNS) {
    const found = pattern.exec(body);
    if (found) return filled(SENTENCES[name][language as Language] ?? body, found.groups ?? {});
  }
  return body;
}
