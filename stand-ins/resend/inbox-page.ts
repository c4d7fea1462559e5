import { type Answer, type Incoming, jsonAnswer, seeOther } from '../local-server/http-listener.ts';
import { html, type Markup, page } from '../local-server/page-shell.ts';
import type { MailAttachment, MailRecord } from './mail-record.ts';
import type { PostOffice } from './post-office.ts';

const BANNER = 'Demonstration inbox. Every mail of this demonstration ends here; none leaves this machine.';
const PAGE_ROWS = 50;

/** The inbox: `/` and `/mail/:id`, with the mail's HTML, raw JSON and attachments below it. */
export function serveInbox(office: PostOffice, incoming: Incoming): Answer {
  if (incoming.method === 'POST') return answerMail(office, incoming);
  if (incoming.method !== 'GET') return notFound();
  if (incoming.path === '/') return listPage(office, incoming.query);
  const [, place, id = '', part, index] = incoming.path.split('/');
  const mail = place === 'mail' ? office.find(id) : undefined;
  if (mail === undefined) return notFound();
  if (part === undefined) return mailPage(mail);
  if (part === 'html') return htmlPart(mail);
  if (part === 'raw')
    return jsonAnswer(200, { ...mail, attachments: mail.attachments.map(({ content, ...rest }) => rest) });
  const attachment = part === 'attachments' ? mail.attachments[Number(index)] : undefined;
  return attachment === undefined ? notFound() : download(office, attachment);
}

function listPage(office: PostOffice, query: URLSearchParams): Answer {
  const to = (query.get('to') ?? '').trim().toLowerCase();
  const from = Number(query.get('from') ?? 0) || 0;
  const all = office.all().filter((mail) => to === '' || mail.to.some((address) => address.toLowerCase().includes(to)));
  const shown = all.slice(from, from + PAGE_ROWS);
  const rows = shown.map(
    (mail) =>
      html`<li><a href="/mail/${mail.id}">${mail.subject}</a><br><span class="muted">${mail.direction === 'in' ? 'Received from ' : 'To '}${mail.direction === 'in' ? mail.from : mail.to.join(', ')} · <time datetime="${mail.createdAt}">${when(mail)}</time>${mail.attachments.length > 0 ? ` · ${count(mail.attachments.length, 'attachment')}` : ''}${mail.lastEvent === 'bounced' ? ' · bounced' : ''}</span></li>`,
  );
  const older =
    from + PAGE_ROWS < all.length
      ? html`<p><a href="/?${new URLSearchParams({ to, from: String(from + PAGE_ROWS) }).toString()}">Older mails</a></p>`
      : null;
  const empty =
    to === ''
      ? html`<p class="muted">No mail yet. What the demonstration sends appears here at once.</p>`
      : html`<p class="muted">No mail to “${to}”. <a href="/">Show all mails</a></p>`;
  const body = html`<h1>Inbox</h1><form class="card" method="get"><div class="field"><label for="to">Find mails to</label><span class="hint" id="to-hint">An address, or a part of it</span><input id="to" name="to" value="${to}" aria-describedby="to-hint"></div><button class="plain">Find</button></form>
<section class="card" aria-label="Mails, newest first">${rows.length === 0 ? empty : html`<p class="muted">${count(all.length, 'mail')}, newest first</p><ul class="plain">${rows}</ul>`}${older}</section>`;
  return page({ title: 'Inbox – demonstration', banner: BANNER, body });
}

function mailPage(mail: MailRecord): Answer {
  const headers: [string, string][] = [
    ['From', mail.from],
    ['To', mail.to.join(', ')],
    ['Cc', mail.cc.join(', ')],
    ['Bcc', mail.bcc.join(', ')],
    ['Reply to', mail.replyTo.join(', ')],
    ['Sent', when(mail)],
    ['State', mail.lastEvent],
    ['Message id', mail.messageId],
    ['Send key', mail.idempotencyKey ?? ''],
    ...Object.entries(mail.headers),
    ...mail.tags.map((tag): [string, string] => [`Tag ${tag.name}`, tag.value]),
  ];
  const facts = headers
    .filter(([, value]) => value !== '')
    .map(([name, value]) => html`<dt>${name}</dt><dd>${value}</dd>`);
  const files = mail.attachments.map(
    (attachment, index) =>
      html`<li><a href="/mail/${mail.id}/attachments/${index}" download>${attachment.filename}</a> <span class="muted">${attachment.contentType}, ${size(attachment.size)}</span></li>`,
  );
  const body = html`<p><a href="/">Back to the inbox</a></p><h1>${mail.subject}</h1>
<section class="card" aria-label="Headers"><dl>${facts}</dl></section>
${files.length === 0 ? null : html`<section class="card"><h2>Attachments</h2><ul class="plain">${files}</ul></section>`}
${mail.html === null ? null : html`<section class="card"><h2>As the reader sees it</h2><iframe title="The mail" src="/mail/${mail.id}/html" sandbox="allow-popups allow-popups-to-escape-sandbox"></iframe></section>`}
${mail.text === null ? null : html`<section class="card"><h2>Text part</h2><pre>${linked(mail.text)}</pre></section>`}
${replyForm(mail)}
<p><a href="/mail/${mail.id}/raw">Raw JSON</a></p>`;
  return page({ title: `${mail.subject} – demonstration inbox`, banner: BANNER, body });
}

/** What the reader writes back, where somebody is named to answer to. */
const replyForm = (mail: MailRecord): Markup | null =>
  mail.direction === 'out' && mail.replyTo.length > 0
    ? html`<section class="card"><h2>Write back</h2><form method="post" action="/mail/${mail.id}/reply"><div class="field"><label for="text">As ${mail.to[0] ?? ''} to ${mail.replyTo[0] ?? ''}</label><input id="text" name="text" required maxlength="2000"></div><button>Send reply</button></form></section>`
    : null;

function answerMail(office: PostOffice, incoming: Incoming): Answer {
  const id = /^\/mail\/([0-9a-f-]{36})\/reply$/.exec(incoming.path)?.[1];
  const mail = id === undefined ? undefined : office.find(id);
  const text = new URLSearchParams(incoming.body.toString('utf8')).get('text')?.trim() ?? '';
  if (mail === undefined || mail.direction !== 'out' || text === '') return notFound();
  const quoted = (mail.text ?? '').split('\n').map((line) => `> ${line}`);
  const received = office.receive({
    ...{ from: mail.to[0] ?? '', to: mail.replyTo, subject: `Re: ${mail.subject}` },
    text: [text, '', `On ${mail.createdAt.slice(0, 10)} ${mail.from} wrote:`, ...quoted].join('\n'),
  });
  return seeOther(`/mail/${received}`);
}

/** The mail's own HTML. The sandbox lets no script run, no form be sent and nothing be loaded from elsewhere. */
function htmlPart(mail: MailRecord): Answer {
  return {
    status: mail.html === null ? 404 : 200,
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy':
        "sandbox allow-popups allow-popups-to-escape-sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-ancestors 'self'",
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
    },
    // Links open beside the inbox, not inside its frame.
    body: `<base target="_blank">${mail.html ?? ''}`,
  };
}

function download(office: PostOffice, attachment: MailAttachment): Answer {
  const plain = attachment.filename.replace(/[^A-Za-z0-9._-]/g, '_');
  const encoded = encodeURIComponent(attachment.filename).replace(
    /['()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16)}`,
  );
  const safeType = /^[\w.+-]+\/[\w.+-]+$/.test(attachment.contentType)
    ? attachment.contentType
    : 'application/octet-stream';
  return {
    status: 200,
    headers: {
      'content-type': safeType,
      'content-disposition': `attachment; filename="${plain}"; filename*=UTF-8''${encoded}`,
      'content-security-policy': 'sandbox',
      'x-content-type-options': 'nosniff',
    },
    body: office.contentOf(attachment),
  };
}

function notFound(): Answer {
  const body = html`<h1>Page not found</h1><p><a href="/">Go to the inbox</a></p>`;
  return page({ title: 'Not found – demonstration inbox', banner: BANNER, body, status: 404 });
}

/** Web addresses in the text part become links: this is how a sign-in link is followed without the HTML part. */
function linked(text: string): Markup[] {
  return text
    .split(/(https?:\/\/[^\s<>"]+)/)
    .map((part, index) => (index % 2 === 1 ? html`<a href="${part}">${part}</a>` : html`${part}`));
}

const when = (mail: MailRecord) => `${mail.createdAt.slice(0, 10)} ${mail.createdAt.slice(11, 19)} UTC`;
const count = (number: number, word: string) => `${number} ${word}${number === 1 ? '' : 's'}`;
const size = (bytes: number) => (bytes < 1_024 ? `${bytes} bytes` : `${Math.ceil(bytes / 1_024)} kB`);
