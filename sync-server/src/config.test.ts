import { describe, expect, it } from 'vitest';
import { parseConfig } from './config.ts';

describe('parseConfig', () => {
  it('needs nothing', () => {
    expect(parseConfig({})).toEqual({
      ok: true,
      config: {
        port: 8080,
        host: '127.0.0.1',
        publicUrl: undefined,
        dataDir: './.data',
        couchUrl: undefined,
        couchPrefix: '',
        sessionSecret: undefined,
        viewMemoryMb: 256,
        logLevel: 'info',
        workers: 1,
        stripe: undefined,
        stripeTaxes: false,
        unused: [],
      },
    });
  });

  it('names every fault at once, and no secret', () => {
    const parsed = parseConfig({
      PORT: 'eighty',
      PUBLIC_URL: 'hoa.example.com',
      SESSION_SECRET: 'tiny-secret',
      COUCHDB_URL: 'couchdb://admin:hunter2@host',
      SMTP_URL: 'smtp://mail.example.com',
    });
    if (parsed.ok) throw new Error('accepted');
    expect(parsed.faults.map((fault) => fault.split(' ')[0])).toEqual([
      'PORT',
      'PUBLIC_URL',
      'COUCHDB_URL',
      'SESSION_SECRET',
      'SMTP_URL',
    ]);
    expect(parsed.faults.join('\n')).not.toMatch(/tiny-secret|hunter2/);
    expect(parsed.faults[0]).toContain('"eighty"');
    expect(parsed.faults.at(-1)).toContain('both or neither');
  });

  it('takes an empty variable for an absent one, and trims', () => {
    const parsed = parseConfig({ PORT: ' 9000 ', PUBLIC_URL: 'https://HOA.example.com/', COUCHDB_URL: '' });
    expect(parsed).toMatchObject({
      ok: true,
      config: { port: 9000, publicUrl: 'https://hoa.example.com', couchUrl: undefined },
    });
  });

  it('takes the memory of views in megabytes', () => {
    expect(parseConfig({ VIEW_MEMORY_MB: '16' })).toMatchObject({ ok: true, config: { viewMemoryMb: 16 } });
    expect(parseConfig({ VIEW_MEMORY_MB: 'much' })).toEqual({
      ok: false,
      faults: ['VIEW_MEMORY_MB must be a whole number of megabytes from 16 to 65536, and is "much"'],
    });
  });

  it('takes the keys of Stripe all together, at any address', () => {
    const keys = {
      STRIPE_SECRET_KEY: 'sk_test_1',
      STRIPE_WEBHOOK_SECRET: 'whsec_1',
      STRIPE_CONNECT_WEBHOOK_SECRET: 'whsec_2',
    };
    const stripe = { secretKey: 'sk_test_1', webhookSecret: 'whsec_1', connectWebhookSecret: 'whsec_2' };
    expect(parseConfig({ ...keys, STRIPE_API_BASE: 'http://127.0.0.1:12111' })).toMatchObject({
      ok: true,
      config: { stripe: { ...stripe, apiBase: 'http://127.0.0.1:12111' }, unused: [] },
    });
    expect(parseConfig({ STRIPE_SECRET_KEY: 'sk_test_1', STRIPE_WEBHOOK_SECRET: 'whsec_1' })).toEqual({
      ok: false,
      faults: ['STRIPE_SECRET_KEY and STRIPE_CONNECT_WEBHOOK_SECRET: give both or neither'],
    });
  });

  it('names what is set and not used by this version', () => {
    const parsed = parseConfig({ FACEBOOK_APP_ID: '1', FACEBOOK_APP_SECRET: 'x' });
    expect(parsed).toMatchObject({
      ok: true,
      config: { unused: ['FACEBOOK_APP_ID', 'FACEBOOK_APP_SECRET'] },
    });
  });
});
