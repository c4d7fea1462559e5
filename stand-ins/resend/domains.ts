/** The sending domains of the account, as the vendor answers them: one that is confirmed, and one that waits for a record. */
const record = (purpose: 'SPF' | 'DKIM', domain: string, status: string) =>
  purpose === 'SPF'
    ? {
        ...{ record: 'SPF', name: `send.${domain}`, type: 'TXT', ttl: 'Auto', status },
        value: 'v=spf1 include:amazonses.com ~all',
      }
    : {
        ...{ record: 'DKIM', name: `resend._domainkey.${domain}`, type: 'TXT', ttl: 'Auto', status },
        value: 'p=MIGfMA0GCSqGSIb3DQEBAQUAA4GNADCBiQKBgQD',
      };

const made = (id: string, name: string, spf: string, dkim: string) => ({
  ...{ id, name, status: spf === 'verified' && dkim === 'verified' ? 'verified' : 'pending' },
  ...{ created_at: '2026-01-05T09:00:00.000Z', region: 'eu-west-1' },
  capabilities: { sending: 'enabled', receiving: 'disabled' },
  records: [record('SPF', name, spf), record('DKIM', name, dkim)],
});

export const DOMAINS = [
  made('4dd369bc-aa82-4ff3-97de-514ae3000ee0', 'tallystick.example', 'verified', 'verified'),
  made('d91cd9bd-1176-453e-8fc1-35364d380206', 'calder.example', 'verified', 'pending'),
];

/** The list leaves the records out; one domain has them. */
export const listOfDomains = () => ({
  ...{ object: 'list', has_more: false },
  data: DOMAINS.map(({ records: _, ...domain }) => domain),
});
