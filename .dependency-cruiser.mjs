/** The walls of ARCHITECTURE.md: dependencies point one way, and the simulator shares nothing with the product but the wire. */

const inside = (folder) => ({ path: `^src/${folder}/` });

const adapters = ['api', 'queue', 'connectors', 'stores', 'payments', 'platform'];
const domains = ['definitions', 'runs', 'tenants', 'billing'];

export default {
  forbidden: [
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
    { name: 'no-unresolved', severity: 'error', from: {}, to: { couldNotResolve: true } },
    {
      name: 'sync-is-pure',
      comment: 'src/sync imports nothing of ours but itself, and no node: module but crypto.',
      severity: 'error',
      from: { path: '^src/sync/', pathNot: '\\.test(-fixture)?\\.ts$' },
      to: {
        pathNot: ['^src/sync/', '^(node:)?crypto$', '^node_modules/(@marcbachmann/cel-js|libphonenumber-js|zod)/'],
      },
    },
    {
      name: 'domains-know-no-adapter',
      severity: 'error',
      from: { path: `^src/(${domains.join('|')})/`, pathNot: '\\.test(-fixture)?\\.ts$' },
      to: { path: `^src/(${[...adapters, 'entry'].join('|')})/` },
    },
    ...adapters.map((adapter) => ({
      name: `${adapter}-knows-no-other-adapter`,
      severity: 'error',
      from: { path: `^src/${adapter}/([^/]+)`, pathNot: '\\.test(-fixture)?\\.ts$' },
      to: { path: `^src/(${[...adapters.filter((other) => other !== adapter), 'entry'].join('|')})/` },
    })),
    {
      name: 'connectors-stay-apart',
      severity: 'error',
      from: { path: '^src/(connectors|stores|payments|queue)/([^/]+)/', pathNot: '\\.test(-fixture)?\\.ts$' },
      to: { path: '^src/$1/', pathNot: '^src/$1/($2/|[^/]+\\.ts$)' },
    },
    {
      name: 'pages-know-the-contract-only',
      comment:
        'Pages use routes of the API as values, and everything else of the contract as types. Tests may compare with all of it.',
      severity: 'error',
      from: { path: '^web/', pathNot: '\\.test\\.tsx?$' },
      to: { path: '^(src|simulator|bench|test)/', pathNot: '^src/api/contract/' },
    },
    {
      name: 'pages-run-no-schemas',
      severity: 'error',
      from: { path: '^web/', pathNot: '\\.test\\.tsx?$' },
      to: { path: '^src/api/contract/', pathNot: 'routes\\.ts$', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'components-know-no-page',
      severity: 'error',
      from: { path: '^web/ui/' },
      to: { path: '^web/dashboard/' },
    },
    {
      name: 'server-knows-no-page',
      severity: 'error',
      from: { path: '^(src|simulator|bench)/' },
      to: { path: '^web/' },
    },
    {
      name: 'product-knows-no-simulator',
      severity: 'error',
      from: inside('.*'),
      to: { path: '^(simulator|bench|test)/' },
    },
    {
      name: 'simulator-knows-no-product',
      severity: 'error',
      from: { path: '^simulator/' },
      to: { path: '^(src|bench|test)/' },
    },
  ],
  options: {
    parser: 'swc',
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^web/dist' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      extensions: ['.ts', '.tsx', '.mjs', '.js', '.json', '.css', '.svg'],
      conditionNames: ['import', 'require', 'node', 'default'],
    },
  },
};
