/**
 * Who may import whom (shared/docs/architecture.md section 2), as dependency-cruiser rules. `fences.test.ts` plants a
 * violation of each rule and sees it caught, and checks that a run on the real tree cruised every source.
 */
const tests = String.raw`\.(test|cases)\.tsx?$|/pictures\.ts$|^tests/|^shared/testkit/|^shared/config/`;

/** One room and what it may reach: anything else inside the project is a violation. */
function room(name, path, reach) {
  return {
    name: `room-${name}`,
    comment: `${name} may import only: ${reach.join(', ') || 'itself'}`,
    severity: 'error',
    from: { path, pathNot: tests },
    to: { path: '^(shared|sync-server|pwa|desktop|tests)/', pathNot: [path, ...reach, 'node_modules'] },
  };
}

/** A package that only certain rooms may import. */
function owned(name, packages, owners) {
  return {
    name: `package-${name}`,
    comment: `${packages.join(', ')} only in: ${owners.join(', ')}`,
    severity: 'error',
    from: { path: '^(shared|sync-server|pwa|desktop)/', pathNot: [tests, ...owners] },
    to: { path: packages.map((pkg) => `node_modules/${pkg}`) },
  };
}

const domain = '^shared/domain/';
const protocol = '^shared/protocol/';
const platform = '^shared/platform/';
const replica = '^shared/replica/';
const ui = '^shared/ui/';
const server = (part) => `^sync-server/src/${part}/`;
const ports = server('ports');
const access = server('access');
const sandbox = server('payments/sandbox');
const serverRooms = [
  'http',
  'access',
  'sync',
  'store',
  'accounts',
  'payments',
  'reactions',
  'migrations',
  'imports',
  'demo',
  'admin',
];

const rooms = [
  room('domain', domain, []),
  room('platform', platform, []),
  room('protocol', protocol, [domain]),
  room('replica', replica, [domain, protocol, platform]),
  room('ui', ui, [
    domain,
    platform,
    '^shared/protocol/problem\\.ts$',
    '^shared/replica/(commands|queries|files|status)/',
    '^shared/replica/replica\\.ts$',
    '^shared/protocol/session\\.ts$',
  ]),
  room('pwa-app', '^pwa/src/app/', ['^shared/ui/app/', replica, platform]),
  room('pwa-worker', '^pwa/src/worker/', [protocol]),
  room('desktop-renderer', '^desktop/src/renderer/', [
    '^shared/ui/app/',
    replica,
    platform,
    '^desktop/src/bridge/',
  ]),
  room('desktop-main', '^desktop/src/main/', ['^desktop/src/bridge/']),
  room('desktop-preload', '^desktop/src/preload/', ['^desktop/src/bridge/']),
  room('desktop-bridge', '^desktop/src/bridge/', []),
  room('server-ports', ports, [domain]),
  room('server-access', access, [ports, domain]),
  ...['sync', 'payments', 'reactions', 'migrations', 'accounts'].map((part) =>
    room(`server-${part}`, server(part), [ports, access, domain, protocol]),
  ),
  room('payments-sandbox', sandbox, []),
  room('server-store', server('store'), [ports, domain]),
  room('server-imports', server('imports'), [ports, domain, protocol]),
  room('server-demo', server('demo'), [ports, domain, server('imports')]),
  room('server-admin', server('admin'), [
    server('sync'),
    server('reactions'),
    access,
    ports,
    domain,
    protocol,
  ]),
  room('server-http', server('http'), [
    server('sync'),
    server('accounts'),
    server('payments'),
    access,
    ports,
    protocol,
    domain,
  ]),
];

const packages = [
  owned('rxdb', ['rxdb/', 'rxjs/'], [replica]),
  owned(
    'react',
    ['react/', 'react-dom/', '@mantine/', 'react-router', 'react-intl/'],
    [ui, '^pwa/src/app/', '^desktop/src/renderer/'],
  ),
  owned('electron', ['electron/'], ['^desktop/src/(main|preload)/']),
  owned('workbox', ['workbox-'], ['^pwa/src/worker/']),
  owned('stripe', ['stripe/'], [server('payments')]),
  owned('better-auth', ['better-auth/'], [server('accounts')]),
  owned('store', ['nano/', 'pouchdb-'], [server('store')]),
  owned('pdf', ['pdfkit/', '@expo-google-fonts/', 'fflate/'], ['^shared/ui/pdf/']),
  owned('express', ['express/'], [server('http'), '^sync-server/src/app\\.ts$']),
];

const pure = {
  name: 'domain-is-pure',
  comment: 'shared/domain imports the packages of pure-packages.ts and nothing else',
  severity: 'error',
  from: { path: domain, pathNot: tests },
  to: {
    dependencyTypes: ['npm', 'npm-dev', 'npm-peer', 'npm-optional', 'npm-no-pkg', 'npm-unknown', 'core'],
    pathNot: 'node_modules/(typebox|temporal-polyfill)/',
  },
};

export const rules = [
  { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
  {
    name: 'nothing-imports-a-test',
    severity: 'error',
    from: { pathNot: tests },
    to: { path: [String.raw`(\.(test|cases)\.tsx?|/pictures\.ts)$`, '^tests/', '^shared/testkit/'] },
  },
  {
    name: 'features-through-their-index',
    comment: 'one domain feature enters another only through its index.ts',
    severity: 'error',
    from: { path: '^shared/domain/([^/]+)/.+', pathNot: tests },
    to: {
      path: '^shared/domain/([^/]+)/.+',
      pathNot: ['^shared/domain/$1/', '^shared/domain/core/', '/index\\.ts$'],
    },
  },
  {
    name: 'ui-features-apart',
    comment: 'one ui feature does not reach into another',
    severity: 'error',
    from: { path: '^shared/ui/features/([^/]+)/', pathNot: tests },
    to: { path: '^shared/ui/features/', pathNot: ['^shared/ui/features/$1/', '/index\\.ts$'] },
  },
  {
    name: 'features-know-no-list',
    comment: 'a feature is handed the list of features, it does not import it',
    severity: 'error',
    from: { path: '^shared/ui/features/([^/]+)/', pathNot: tests },
    to: { path: '^shared/ui/features/index\\.ts$' },
  },
  {
    name: 'kit-knows-no-feature',
    severity: 'error',
    from: { path: '^shared/ui/(kit|i18n)/', pathNot: tests },
    to: { path: ['^shared/ui/(features|app)/'] },
  },
  {
    name: 'only-main-wires',
    comment: 'no server room imports main.ts, app.ts or config.ts',
    severity: 'error',
    from: { path: `^sync-server/src/(${serverRooms.join('|')}|ports)/`, pathNot: tests },
    to: { path: '^sync-server/src/[^/]+\\.ts$' },
  },
  {
    name: 'sandbox-apart',
    comment: 'the stand-in for Stripe is a program beside the server: the server knows only its address',
    severity: 'error',
    from: { path: '^(shared|sync-server|pwa|desktop)/', pathNot: [tests, sandbox] },
    to: { path: sandbox },
  },
  { name: 'nothing-unresolved', severity: 'error', from: {}, to: { couldNotResolve: true } },
  ...rooms,
  ...packages,
  pure,
];
