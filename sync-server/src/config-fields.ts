/** What each variable of the environment must look like, and how a fault in it is said. */
export const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

export interface Field {
  readonly name: string;
  readonly isValid: (value: string) => boolean;
  /** Ends the sentence "NAME must be …". */
  readonly must: string;
  /** Its value may be repeated in the fault: true only for what is no secret. */
  readonly showable: boolean;
  readonly choices?: readonly LogLevel[];
}

const HIGHEST_PORT = 65_535;
const MIN_SECRET = 32;
const LEAST_VIEW_MB = 16;
const MOST_VIEW_MB = 65_536;
const MIN_METRICS_TOKEN = 16;
const MOST_WORKERS = 64;

function parsedUrl(value: string): URL | undefined {
  return URL.canParse(value) ? new URL(value) : undefined;
}

const isHttp = (value: string): boolean => /^https?:$/.test(parsedUrl(value)?.protocol ?? '');

/** Just an origin: a path in it would suggest that the server can live under one, which it cannot. */
function isOrigin(value: string): boolean {
  const url = parsedUrl(value);
  if (url === undefined || !isHttp(value)) return false;
  return url.pathname === '/' && url.search === '' && url.hash === '' && url.username === '';
}

const isMailUrl = (value: string): boolean => /^smtps?:$/.test(parsedUrl(value)?.protocol ?? '');
const hasMailAddress = (value: string): boolean => /[^\s@<>]+@[^\s@<>]+\.[^\s@<>]+/.test(value);

export const FIELDS: readonly Field[] = [
  {
    name: 'PORT',
    isValid: (value) => /^\d{1,5}$/.test(value) && Number(value) <= HIGHEST_PORT,
    must: `a number from 0 (any free port) to ${String(HIGHEST_PORT)}`,
    showable: true,
  },
  {
    name: 'HOST',
    isValid: (value) => /^[A-Za-z0-9.:_-]+$/.test(value),
    must: 'a host name or an IP address to listen on, such as 127.0.0.1 or 0.0.0.0',
    showable: true,
  },
  {
    name: 'PUBLIC_URL',
    isValid: isOrigin,
    must: 'the http or https address that people open, without a path, such as https://hoa.example.com',
    showable: true,
  },
  { name: 'DATA_DIR', isValid: (value) => !value.includes('\0'), must: 'a folder', showable: true },
  {
    name: 'COUCHDB_URL',
    isValid: isHttp,
    must: 'the http or https address of a CouchDB, such as http://admin:secret@127.0.0.1:5984',
    showable: false,
  },
  {
    name: 'COUCHDB_PREFIX',
    isValid: (value) => /^[a-z][a-z0-9_-]{0,40}$/.test(value),
    must: 'lower-case letters, digits, "_" and "-", beginning with a letter',
    showable: true,
  },
  {
    name: 'SESSION_SECRET',
    isValid: (value) => value.length >= MIN_SECRET,
    must: `at least ${String(MIN_SECRET)} characters long (openssl rand -hex 32 makes one)`,
    showable: false,
  },
  {
    name: 'VIEW_MEMORY_MB',
    isValid: (value) =>
      /^\d{1,5}$/.test(value) && Number(value) >= LEAST_VIEW_MB && Number(value) <= MOST_VIEW_MB,
    must: `a whole number of megabytes from ${String(LEAST_VIEW_MB)} to ${String(MOST_VIEW_MB)}`,
    showable: true,
  },
  {
    name: 'METRICS_TOKEN',
    isValid: (value) => /^[\x21-\x7e]+$/.test(value) && value.length >= MIN_METRICS_TOKEN,
    must: `at least ${String(MIN_METRICS_TOKEN)} characters long, without spaces (openssl rand -hex 16 makes one)`,
    showable: false,
  },
  {
    name: 'LOG_LEVEL',
    isValid: (value) => LOG_LEVELS.some((level) => level === value),
    must: `one of ${LOG_LEVELS.join(', ')}`,
    showable: true,
    choices: LOG_LEVELS,
  },
  {
    name: 'WORKERS',
    isValid: (value) => /^\d{1,2}$/.test(value) && Number(value) >= 1 && Number(value) <= MOST_WORKERS,
    must: `a number of server processes from 1 to ${String(MOST_WORKERS)}`,
    showable: true,
  },
  {
    name: 'STRIPE_SECRET_KEY',
    isValid: (value) => /^(sk|rk)_/.test(value),
    must: 'a Stripe secret key (sk_… or rk_…)',
    showable: false,
  },
  {
    name: 'STRIPE_WEBHOOK_SECRET',
    isValid: (value) => value.startsWith('whsec_'),
    must: 'a Stripe signing secret (whsec_…)',
    showable: false,
  },
  {
    name: 'STRIPE_CONNECT_WEBHOOK_SECRET',
    isValid: (value) => value.startsWith('whsec_'),
    must: 'a Stripe signing secret (whsec_…)',
    showable: false,
  },
  {
    name: 'STRIPE_AUTOMATIC_TAX',
    isValid: (value) => value === 'yes' || value === 'no',
    must: 'yes or no',
    showable: true,
  },
  { name: 'STRIPE_API_BASE', isValid: isHttp, must: 'an http or https address', showable: true },
  { name: 'SMTP_URL', isValid: isMailUrl, must: 'an smtp:// or smtps:// address', showable: false },
  { name: 'MAIL_FROM', isValid: hasMailAddress, must: 'an e-mail address', showable: true },
  { name: 'FACEBOOK_APP_ID', isValid: (value) => /^\d+$/.test(value), must: 'a number', showable: true },
  { name: 'FACEBOOK_APP_SECRET', isValid: (value) => value.length > 0, must: 'a secret', showable: false },
];

/** "PORT must be a number …, and is "eighty"", or undefined. Secrets are never repeated. */
export function faultOf(field: Field, value: string): string | undefined {
  if (field.isValid(value)) return undefined;
  return `${field.name} must be ${field.must}${field.showable ? `, and is "${value}"` : ''}`;
}
